namespace Sgraf.Model.Search;

/// <summary>Brings the vectors at some places, wherever they lie.</summary>
/// <remarks>The memory is the caller's; what it is filled with from several threads is complete when the call ends.</remarks>
/// <param name="places">The places, in any order.</param>
/// <param name="vectors">Takes the vectors, (n, K), in the order of the places.</param>
public delegate void VectorReader(ReadOnlyMemory<int> places, Memory<float> vectors);
