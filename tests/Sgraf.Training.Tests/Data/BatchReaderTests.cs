using Sgraf.Model.Text;
using Sgraf.Training.Data;
using Sgraf.Training.Tests.Runs;

namespace Sgraf.Training.Tests.Data;

public sealed class BatchReaderTests : IDisposable
{
    private readonly LearnableData _data = new(trainImages: 5, devImages: 1);
    private readonly DataSplit _split;

    public BatchReaderTests()
    {
        var captions = SplitCaptions.Read(_data.Path, "train").Texts;
        _split = DataSplit.Open(_data.Path, "train", new CaptionIndexer(Vocabulary.Build(captions.Select(WordTokenizer.Tokenize), minimumCount: 1)));
    }

    public void Dispose()
    {
        _split.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void An_epoch_shows_every_caption_once_longest_first_with_its_image()
    {
        var reader = new BatchReader(_split, batchSize: 10, seed: 3, wordMasking: 0);
        Assert.Equal(3, reader.BatchCount);
        var seen = new List<string>();
        foreach (var batch in reader.Read(epoch: 0, first: 0, CancellationToken.None))
        {
            using var owned = batch;
            Assert.Equal(batch.Captions.Select(caption => caption.Length).OrderDescending(), batch.Captions.Select(caption => caption.Length));
            for (var place = 0; place < batch.Captions.Count; place++)
            {
                var expected = new float[_split.RegionCount * _split.FeatureSize];
                _split.CopyFeatures(batch.Images[place], expected);
                Assert.Equal(expected, batch.Features.Slice(place * expected.Length, expected.Length).ToArray());
                seen.Add($"{batch.Images[place]}: {string.Join(' ', batch.Captions[place])}");
            }
        }
        var all = _split.Captions.Select((caption, i) => $"{_split.ImageOf[i]}: {string.Join(' ', caption)}");
        Assert.Equal(all.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Batches_are_the_same_wherever_reading_begins()
    {
        var reader = new BatchReader(_split, batchSize: 6, seed: 3, wordMasking: 0.5);
        var whole = Read(reader, 0).ToArray();
        Assert.Equal(whole[2..], Read(reader, 2));
        Assert.NotEqual(whole, [.. Read(new BatchReader(_split, batchSize: 6, seed: 4, wordMasking: 0.5), 0)]);
    }

    [Fact]
    public void A_rest_of_one_pair_is_left_out()
    {
        Assert.Equal(3, new BatchReader(_split, batchSize: 8, seed: 1, wordMasking: 0).BatchCount);
        Assert.Equal(2, new BatchReader(_split, batchSize: 12, seed: 1, wordMasking: 0).BatchCount);
    }

    [Fact]
    public void Reading_may_be_given_up_halfway()
    {
        var reader = new BatchReader(_split, batchSize: 2, seed: 1, wordMasking: 0);
        foreach (var batch in reader.Read(epoch: 0, first: 0, CancellationToken.None))
        {
            batch.Dispose();
            break;
        }
        Assert.Equal(12, Read(reader, 0).Count());
    }

    private static IEnumerable<string> Read(BatchReader reader, int first)
    {
        foreach (var batch in reader.Read(epoch: 1, first, CancellationToken.None))
        {
            using var owned = batch;
            yield return string.Join(" | ", batch.Captions.Select(caption => string.Join(' ', caption)));
        }
    }
}
