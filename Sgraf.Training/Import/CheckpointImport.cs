namespace Sgraf.Training.Import;

/// <summary>What is to be imported, and where to.</summary>
internal sealed record CheckpointImport
{
    /// <summary>The detector behind the published features.</summary>
    public const string PublishedDetector = "bottom-up-attention-36";

    /// <summary>The SGR checkpoint, <c>.pth.tar</c> or <c>.safetensors</c>; null for none.</summary>
    public string? SgrPath { get; init; }

    /// <summary>The SAF checkpoint, <c>.pth.tar</c> or <c>.safetensors</c>; null for none.</summary>
    public string? SafPath { get; init; }

    /// <summary>The vocabulary they were trained with.</summary>
    public required string VocabularyPath { get; init; }

    /// <summary>The bundle's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The detector whose features they were trained on.</summary>
    public string DetectorId { get; init; } = PublishedDetector;

    /// <summary>Whether an older bundle in that folder is replaced.</summary>
    public bool Force { get; init; }
}
