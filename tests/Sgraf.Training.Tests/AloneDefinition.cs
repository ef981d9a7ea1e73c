namespace Sgraf.Training.Tests;

/// <summary>Tests that run while no other does.</summary>
/// <remarks>
/// First weights of libtorch's own layers come from one source of random numbers for the whole process: a network that another test makes
/// at the same time takes numbers away.
/// </remarks>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneDefinition
{
    public const string Name = "alone";
}
