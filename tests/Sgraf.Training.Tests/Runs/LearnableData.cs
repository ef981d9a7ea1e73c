using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Runs;

/// <summary>A small data folder whose captions can be told from its features: three coloured things an image, each in every third region.</summary>
internal sealed class LearnableData : IDisposable
{
    private const int RegionCount = 6;
    private const int FeatureSize = 16;
    private const int Things = 3;
    private static readonly string[] Colours = ["red", "green", "blue", "black", "white", "yellow"];
    private static readonly string[] Names = ["cat", "dog", "car", "tree", "ball", "house", "cup", "hat"];

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(1);
    private readonly Dictionary<string, float[]> _vectors;

    public LearnableData(int trainImages = 100, int devImages = 20)
    {
        _vectors = Colours.Concat(Names).ToDictionary(word => word, _ => Enumerable.Range(0, FeatureSize).Select(_ => _random.NextSingle() * 2 - 1).ToArray());
        Write("train", trainImages);
        Write("dev", devImages);
    }

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private void Write(string split, int images)
    {
        var captions = new List<string>();
        NpyWriter.Write(_folder.PathOf($"{split}_ims.npy"), [images, RegionCount, FeatureSize], features =>
        {
            for (var image = 0; image < images; image++)
            {
                var things = Enumerable.Range(0, Things).Select(_ => (Colour: Any(Colours), Name: Any(Names))).ToArray();
                for (var region = 0; region < RegionCount; region++)
                    features.Append(Feature(things[region % Things].Colour, things[region % Things].Name));
                for (var caption = 0; caption < 5; caption++)
                {
                    _random.Shuffle(things);
                    var said = things.Take(_random.Next(1, Things + 1)).Select(thing => $"a {thing.Colour} {thing.Name}");
                    captions.Add(string.Join(" and ", said) + " .");
                }
            }
        });
        File.WriteAllLines(_folder.PathOf($"{split}_caps.txt"), captions);
    }

    private float[] Feature(string colour, string name) =>
        [.. _vectors[colour].Zip(_vectors[name], (a, b) => a + b + 0.1f * (_random.NextSingle() - 0.5f))];

    private string Any(string[] words) => words[_random.Next(words.Length)];
}
