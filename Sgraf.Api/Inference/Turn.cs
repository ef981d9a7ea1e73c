namespace Sgraf.Api.Inference;

/// <summary>What work on the model gets with its turn.</summary>
/// <param name="Threads">Threads it may use.</param>
/// <param name="Waited">How long it waited for a worker.</param>
/// <param name="Cancellation">The client's leaving.</param>
internal readonly record struct Turn(int Threads, TimeSpan Waited, CancellationToken Cancellation);
