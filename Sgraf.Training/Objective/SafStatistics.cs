namespace Sgraf.Training.Objective;

/// <summary>What the statistics of SAF's batch norm are to the gradient.</summary>
public enum SafStatistics
{
    /// <summary>Functions of all alignments of a caption, as published: every pair has a part in the gradient.</summary>
    Differentiated,

    /// <summary>Constants: the loss is the same, and only the pairs that it depends on are differentiated.</summary>
    Constant,
}
