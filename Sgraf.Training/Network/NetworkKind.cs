namespace Sgraf.Training.Network;

/// <summary>What a network is trained for.</summary>
public enum NetworkKind
{
    /// <summary>The encoders alone: images and captions as one vector each.</summary>
    Dual,

    /// <summary>Similarity graph reasoning.</summary>
    Sgr,

    /// <summary>Similarity attention filtration.</summary>
    Saf,

    /// <summary>Both over the same encoders and similarity vectors, each with a loss of its own.</summary>
    Joint,
}
