using Sgraf.Model.Images;
using Sgraf.Training.Data;
using Sgraf.Training.Detection;

namespace Sgraf.Training.Tests.Detection;

public sealed class DetectionReaderTests : IDisposable
{
    private readonly TinyScenes _scenes = new(10, 1, 64);
    private readonly IReadOnlyList<LabelledPicture> _pictures;

    public DetectionReaderTests() => _pictures = LabelledPictures.Read(_scenes.Path, "train");

    public void Dispose() => _scenes.Dispose();

    [Fact]
    public void An_epoch_is_cut_into_whole_batches()
    {
        var reader = new DetectionReader(_pictures, 64, 4, seed: 1);
        Assert.Equal((2, 2), (reader.BatchCount, Read(reader, 0).Count));
    }

    [Fact]
    public void The_same_seed_gives_the_same_batches_and_another_epoch_others()
    {
        var (first, again) = (Read(new DetectionReader(_pictures, 64, 4, seed: 3), 0), Read(new DetectionReader(_pictures, 64, 4, seed: 3), 0));
        Assert.Equal(first.Select(batch => batch.Pixels), again.Select(batch => batch.Pixels));
        Assert.Equal(first.Select(batch => batch.Boxes), again.Select(batch => batch.Boxes));
        Assert.NotEqual(first.Select(batch => batch.Pixels), Read(new DetectionReader(_pictures, 64, 4, seed: 3), 1).Select(batch => batch.Pixels));
    }

    [Fact]
    public void Pictures_and_boxes_are_mirrored_together()
    {
        var one = _pictures.Take(1).ToList();
        var decoded = new PictureDecoder(new DecodingOptions()).DecodeFile(one[0].Path);
        var reader = new DetectionReader(one, 64, 1, seed: 1);
        var seen = Enumerable.Range(0, 20).Select(epoch => Read(reader, epoch).Single()).ToList();
        var isMirrored = seen.ConvertAll(batch => Math.Abs(batch.Pixels[0] - (decoded.Pixels.Span[0] - 127.5f) / 64) > 1e-6);
        Assert.Equal([false, true], isMirrored.Distinct().Order());
        for (var i = 0; i < seen.Count; i++)
        {
            var box = isMirrored[i] ? one[0].Objects[0].Box.Mirror() : one[0].Objects[0].Box;
            Assert.InRange(box.Overlap(new RelativeBox(seen[i].Boxes[4], seen[i].Boxes[5], seen[i].Boxes[6], seen[i].Boxes[7])), 0.7f, 1);
        }
    }

    [Fact]
    public void A_picture_that_cannot_be_read_is_named()
    {
        File.WriteAllBytes(_pictures[0].Path, [1, 2, 3]);
        var error = Assert.Throws<DataFolderException>(() => Read(new DetectionReader(_pictures, 64, 2, seed: 1), 0));
        Assert.StartsWith($"{_pictures[0].Path}: ", error.Message);
    }

    private static List<(float[] Pixels, float[] Boxes)> Read(DetectionReader reader, int epoch)
    {
        var batches = new List<(float[], float[])>();
        foreach (var batch in reader.Read(epoch))
        {
            batches.Add((batch.Pixels.ToArray(), batch.Boxes));
            batch.Dispose();
        }
        return batches;
    }
}
