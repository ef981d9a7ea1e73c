using System.Text.Json;
using NetVips;
using Sgraf.Model.Bundles;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Files;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Demo;

/// <summary>Draws the scenes that a service can search at its first start: <c>gallery.jsonl</c> and <c>images/*.webp</c>.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="seed">Seed of the world.</param>
/// <param name="size">Width and height of a picture, in pixels.</param>
internal sealed class GalleryWriter(string folder, int seed, int size)
{
    /// <summary>No split that anything learns from or is measured on.</summary>
    private const string Split = "gallery";

    /// <summary>Of 100; about 8 KB a picture of 256 pixels.</summary>
    private const int Quality = 85;

    private const string ImageFolder = "images";

    /// <summary>Whether a gallery was written to its end.</summary>
    public static bool IsComplete(string folder) => File.Exists(PathOfList(folder));

    /// <summary>Writes pictures, then the list of them.</summary>
    public void Write(int count, Session session)
    {
        Directory.CreateDirectory(Path.Combine(folder, ImageFolder));
        var lines = new CaptionLine[count];
        session.Track("Drawing the gallery", count, "pictures", advance =>
        {
            foreach (var indices in Enumerable.Range(0, count).Chunk(Environment.ProcessorCount))
            {
                session.Cancellation.ThrowIfCancellationRequested();
                Parallel.ForEach(indices, index => lines[index] = WritePicture(index));
                advance(indices.Length);
            }
        });
        DurableFile.Write(PathOfList(folder), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            foreach (var line in lines) writer.WriteLine(JsonSerializer.Serialize(line, SceneJson.Plain.CaptionLine));
        });
    }

    private static string PathOfList(string folder) => Path.Combine(folder, "gallery.jsonl");

    private CaptionLine WritePicture(int index)
    {
        var scene = SceneRenderer.Render(seed, Split, index, size);
        var name = $"{ImageFolder}/scene_{index:D4}.webp";
        using var picture = Image.NewFromMemory(scene.Pixels, scene.Size, scene.Size, bands: 3, Enums.BandFormat.Uchar);
        var bytes = picture.WebpsaveBuffer(q: Quality, effort: 6);
        DurableFile.Write(Path.Combine(folder, name), stream => stream.Write(bytes));
        return new CaptionLine(name, [.. scene.Labels.Captions.Select(caption => caption.Text)]);
    }
}
