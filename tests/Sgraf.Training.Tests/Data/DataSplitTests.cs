using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Data;

public sealed class DataSplitTests : IDisposable
{
    private static readonly CaptionIndexer Indexer = new(Vocabulary.Build([["a", "cat", "dog"]], minimumCount: 1));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Features_may_hold_each_image_once_or_once_a_caption(int rows)
    {
        WriteFeatures(rows);
        WriteCaptions(10);
        using var split = DataSplit.Open(_folder.Path, "train", Indexer);
        Assert.Equal(2, split.ImageCount);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], split.ImageOf);
        var features = new float[4];
        split.CopyFeatures(1, features);
        Assert.Equal(rows == 2 ? 4f : 20f, features[0]);      // the first row of the second image
    }

    [Fact]
    public void Lines_with_any_number_of_captions_are_read_too()
    {
        WriteFeatures(2);
        File.WriteAllText(_folder.PathOf("train.jsonl"), """
            {"image": "images/a.jpg", "captions": ["A cat", "a dog"]}
            {"image": "images/b.jpg", "captions": ["a"]}
            """);
        using var split = DataSplit.Open(_folder.Path, "train", Indexer);
        Assert.Equal([0, 0, 1], split.ImageOf);
        Assert.Equal(new[] { Vocabulary.Start, 4, 5, Vocabulary.End }, split.Captions[0]);
    }

    [Fact]
    public void Blank_lines_are_no_images()
    {
        WriteFeatures(2);
        File.WriteAllText(_folder.PathOf("train.jsonl"), "{\"captions\": [\"a cat\"]}\n\n{\"captions\": [\"a dog\"]}\n \n");
        using var split = DataSplit.Open(_folder.Path, "train", Indexer);
        Assert.Equal([0, 1], split.ImageOf);
    }

    [Theory]
    [InlineData("""{"captions": ["a cat", null]}""", "found a caption that is null")]
    [InlineData("""{"captions": []}""", "the image has no captions")]
    [InlineData("""{"captions": [7]}""", "expected {\"image\": ..., \"captions\": [\"...\", ...]}, found {\"captions\": [7]}")]
    public void A_bad_line_of_captions_is_refused_by_its_number(string line, string problem)
    {
        WriteFeatures(3);
        File.WriteAllLines(_folder.PathOf("train.jsonl"), ["""{"captions": ["a"]}""", "", line, """{"captions": ["a"]}"""]);
        var failure = Assert.Throws<DataFolderException>(() => DataSplit.Open(_folder.Path, "train", Indexer));
        Assert.Contains($"train.jsonl, line 3: {problem}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_do_not_fit_are_refused()
    {
        WriteFeatures(3);
        WriteCaptions(10);
        var failure = Assert.Throws<DataFolderException>(() => DataSplit.Open(_folder.Path, "train", Indexer));
        Assert.Contains("3 images and there are 10 captions", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_is_no_number_is_refused_by_its_image()
    {
        NpyWriter.Write(_folder.PathOf("train_ims.npy"), [2, 1, 4], file => file.Append([1, 2, 3, 4, 5, float.NaN, 7, 8]));
        WriteCaptions(10);
        using var split = DataSplit.Open(_folder.Path, "train", Indexer);
        split.CopyFeatures(0, new float[4]);
        Assert.Contains("image 1", Assert.Throws<NpyException>(() => split.CopyFeatures(1, new float[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_captions_is_refused() =>
        Assert.Contains("train_caps.txt", Assert.Throws<DataFolderException>(() => DataSplit.Open(_folder.Path, "train", Indexer)).Message, StringComparison.Ordinal);

    private void WriteFeatures(int rows) => NpyWriter.Write(
        _folder.PathOf("train_ims.npy"), [rows, 2, 2], file => file.Append([.. Enumerable.Range(0, rows * 4).Select(value => (float)value)]));

    private void WriteCaptions(int count) => File.WriteAllLines(_folder.PathOf("train_caps.txt"), Enumerable.Repeat("a cat", count));
}
