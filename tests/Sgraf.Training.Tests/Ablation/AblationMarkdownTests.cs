using Sgraf.Training.Ablation;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Tests.Ablation;

public sealed class AblationMarkdownTests
{
    private static readonly DirectionMetrics Recalls = new(10, 20, 30.06, 4, 5.5);

    [Fact]
    public void A_table_says_what_was_compared_and_how()
    {
        var row = new AblationRow("mean", "mean of alignments instead of SAF", [1, 2], Recalls, Recalls, 120.12, 1.26, [119, 121], [3, 4], 90);
        var report = new AblationReport("flickr8k", "dev", 1000, 5000, "small", ["--epochs", "--batch"], "dual", Complete: false, [row]);
        Assert.Equal(
            """
            # Ablation on flickr8k, split dev

            1,000 images, 5,000 captions; preset small with another --epochs, --batch, encoders from dual; means of the seeds 1, 2 with the standard deviation of rsum. Of each run the weights with the best rsum on dev. Not all variants are done yet.

            | | variant | i2t R@1 | R@5 | R@10 | t2i R@1 | R@5 | R@10 | rsum | best epoch | minutes |
            |---|---|---|---|---|---|---|---|---|---|---|
            | mean | mean of alignments instead of SAF | 10.0 | 20.0 | 30.1 | 10.0 | 20.0 | 30.1 | 120.1 ± 1.3 | 3, 4 | 1.5 |

            """, AblationMarkdown.Of(report), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_complete_one_with_one_seed_and_the_preset_as_it_is_says_no_more_than_that()
    {
        var row = new AblationRow("sgr", "SGR", [7], Recalls, Recalls, 120.12, null, [120.12], [3], 90);
        var text = AblationMarkdown.Of(new AblationReport("scenes", "test", 10, 50, "demo", [], null, Complete: true, [row]));
        Assert.Contains("\n10 images, 50 captions; preset demo; seed 7. Of each run the weights with the best rsum on dev.\n", text, StringComparison.Ordinal);
        Assert.Contains("| 120.1 | 3 | 1.5 |\n", text, StringComparison.Ordinal);
    }
}
