namespace Sgraf.Training.Distillation;

/// <summary>What shapes a distillation and is not the data.</summary>
internal sealed record DistillationSettings
{
    /// <summary>K: values of a shortlist vector.</summary>
    public required int Size { get; init; }

    /// <summary>Passes over the scored blocks.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs without a better audit after which it ends.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>How far Adam moves the layers in the beginning; it falls along half a cosine.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How many items are to share the weight of the teacher's softmax.</summary>
    public required double Perplexity { get; init; }

    /// <summary>Start of the order of blocks.</summary>
    public required int Seed { get; init; }
}
