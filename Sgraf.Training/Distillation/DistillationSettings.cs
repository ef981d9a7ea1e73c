namespace Sgraf.Training.Distillation;

/// <summary>What shapes a distillation and is not the data.</summary>
internal sealed record DistillationSettings
{
    /// <summary>K: values of a shortlist vector.</summary>
    public required int Size { get; init; }

    /// <summary>Passes over the scored blocks.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Epochs without a better audit after which it ends.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>How far Adam moves the layers in the beginning; it falls along half a cosine.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>How many items are to share the weight of the teacher's softmax.</summary>
    public double Perplexity { get; init; } = 20;

    /// <summary>Start of the order of blocks.</summary>
    public int Seed { get; init; } = 1;
}
