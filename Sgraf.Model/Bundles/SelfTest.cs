namespace Sgraf.Model.Bundles;

/// <summary>One image and one caption with the scores that the model gave them when its bundle was written.</summary>
/// <remarks>Whoever loads the bundle can repeat it without any data: the caption is text, and the features are made from a key.</remarks>
public sealed record SelfTest
{
    /// <summary>The largest difference that instruction sets and libraries explain; a wrong weight shows more.</summary>
    public const double UsualTolerance = 1e-5;

    /// <summary>The caption, of words of the vocabulary.</summary>
    public required string Caption { get; init; }

    /// <summary>The detector features of the image, (R, F).</summary>
    public required SeededValues Features { get; init; }

    /// <summary>The score of each network of the bundle, in [0, 1].</summary>
    public required IReadOnlyDictionary<SimilarityModule, float> Scores { get; init; }

    /// <summary>How far a score may lie from the recorded one.</summary>
    public double Tolerance { get; init; } = UsualTolerance;
}
