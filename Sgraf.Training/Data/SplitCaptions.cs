using System.Text.Json;
using Sgraf.Model.Text;

namespace Sgraf.Training.Data;

/// <summary>The captions of a split, and the image of each.</summary>
/// <param name="Texts">Normalized captions.</param>
/// <param name="ImageOf">The image of each; null where the file does not say, and images have five captions each.</param>
internal sealed record SplitCaptions(IReadOnlyList<string> Texts, IReadOnlyList<int>? ImageOf)
{
    /// <summary>Reads <c>{split}_caps.txt</c>, or where there is none <c>{split}.jsonl</c>.</summary>
    /// <exception cref="DataFolderException">The folder has neither, or a line of the second is malformed.</exception>
    public static SplitCaptions Read(string folder, string split)
    {
        var plain = Path.Combine(folder, $"{split}_caps.txt");
        if (File.Exists(plain)) return new SplitCaptions([.. CaptionFile.Read(plain)], ImageOf: null);
        var lines = Path.Combine(folder, $"{split}.jsonl");
        if (File.Exists(lines)) return ReadLines(lines);
        throw new DataFolderException($"{folder} has neither {split}_caps.txt nor {split}.jsonl; name a folder of the published layout with --data.");
    }

    private static SplitCaptions ReadLines(string path)
    {
        var (texts, imageOf) = (new List<string>(), new List<int>());
        var image = 0;
        foreach (var (index, line) in File.ReadLines(path).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)))
        {
            foreach (var caption in CaptionsOf(line, path, index + 1))
            {
                texts.Add(CaptionText.Normalize(caption));
                imageOf.Add(image);
            }
            image++;
        }
        return new SplitCaptions(texts, imageOf);
    }

    private static List<string> CaptionsOf(string line, string path, int number)
    {
        const string Expected = """{"image": ..., "captions": ["...", ...]}""";
        try
        {
            using var document = JsonDocument.Parse(line);
            var captions = document.RootElement.GetProperty("captions");
            if (captions.GetArrayLength() == 0)
                throw new DataFolderException($"{path}, line {number}: the image has no captions; give it one, or take it away and compute the features again.");
            return [.. captions.EnumerateArray().Select(caption => caption.GetString()
                ?? throw new DataFolderException($"{path}, line {number}: found a caption that is null; write it, or take it away."))];
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DataFolderException(
                $"{path}, line {number}: expected {Expected}, found {(line.Length <= 100 ? line : line[..100] + "...")}", failure);
        }
    }
}
