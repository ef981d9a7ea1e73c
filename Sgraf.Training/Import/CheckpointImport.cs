namespace Sgraf.Training.Import;

/// <summary>What is to be imported, and where to.</summary>
internal sealed record CheckpointImport
{
    /// <summary>The detector behind the published features.</summary>
    public const string PublishedDetector = "bottom-up-attention-36";

    /// <summary>The SGR network: a run's folder, <c>.pth.tar</c> or <c>.safetensors</c>; null for none.</summary>
    public string? SgrPath { get; init; }

    /// <summary>The SAF network, likewise; null for none.</summary>
    public string? SafPath { get; init; }

    /// <summary>The dual encoder that searches make their shortlist by, likewise; null for the global vectors of the networks.</summary>
    public string? DualPath { get; init; }

    /// <summary>The vocabulary they were trained with; that of the runs when null.</summary>
    public string? VocabularyPath { get; init; }

    /// <summary>The bundle's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The id of the detector whose features they were trained on, or its <c>.onnx</c> file, which the bundle then holds.</summary>
    /// <remarks>When null, that of the runs, or of the published features where there is no run.</remarks>
    public string? Detector { get; init; }

    /// <summary>Whether an older bundle in that folder is replaced.</summary>
    public bool Force { get; init; }
}
