using Sgraf.Training.Network;

namespace Sgraf.Training.Demo;

/// <summary>The files of a demo in the making.</summary>
/// <param name="Path">Its folder.</param>
internal sealed record DemoFolder(string Path)
{
    /// <summary>Scenes, captions, boxes and features of all splits, and the vocabulary.</summary>
    public string Data => Of("data");

    /// <summary>The words of the captions.</summary>
    public string Vocabulary => System.IO.Path.Combine(Data, "vocab.json");

    /// <summary>The detector.</summary>
    public string Detector => Of("detector.onnx");

    /// <summary>What was measured of the detector.</summary>
    public string DetectorReport => Of("detector.json");

    /// <summary>The finished model.</summary>
    public string Bundle => Of("bundle");

    /// <summary>Scenes for the service's first start.</summary>
    public string Gallery => Of("gallery");

    /// <summary>How long each stage took.</summary>
    public string Times => Of("times.json");

    /// <summary>The run of a network.</summary>
    public string RunOf(NetworkKind kind) => Of($"{kind}".ToLowerInvariant());

    private string Of(string name) => System.IO.Path.Combine(Path, name);
}
