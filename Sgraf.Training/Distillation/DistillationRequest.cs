namespace Sgraf.Training.Distillation;

/// <summary>Whose shortlist is to be learned, from what, and how.</summary>
internal sealed record DistillationRequest
{
    /// <summary>K, where none is named and the global vectors are not shorter.</summary>
    public const int UsualSize = 256;

    /// <summary>The model; it is replaced by one with the best shortlist.</summary>
    public required string Bundle { get; init; }

    /// <summary>A data folder with features and captions of both splits.</summary>
    public required string Data { get; init; }

    /// <summary>What is learned from.</summary>
    public string Split { get; init; } = "train";

    /// <summary>What decides.</summary>
    public string AuditSplit { get; init; } = "dev";

    /// <summary>K: values of a vector; null for the usual size.</summary>
    public int? Size { get; init; }

    /// <summary>Images to learn from.</summary>
    public int Images { get; init; } = 5000;

    /// <summary>Images that are ranked among each other.</summary>
    public int Block { get; init; } = 256;

    /// <summary>Captions, and images, that decide.</summary>
    public int Queries { get; init; } = 500;

    /// <summary>Threads; all processors when 0.</summary>
    public int Threads { get; init; }

    /// <summary>How it is trained; its size is replaced.</summary>
    public DistillationSettings Settings { get; init; } = new() { Size = UsualSize };
}
