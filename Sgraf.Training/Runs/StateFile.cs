using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using Sgraf.Training.Optimization;
using static TorchSharp.torch;

namespace Sgraf.Training.Runs;

/// <summary>All that a run needs to go on as if it had never stopped, in one file: weights, moments, progress.</summary>
/// <remarks>
/// Every random number is drawn from the seed and the number of the step, so none has to be stored. The file is written whole or
/// not at all; a run killed at any moment goes on from the last one and ends with the same weights, bit for bit, on the same
/// machine with the same number of threads.
/// </remarks>
internal static class StateFile
{
    private const string Weights = "network.";
    private const string Means = "adam.mean.";
    private const string Squares = "adam.square.";
    private const string Progress = "progress";

    /// <summary>Replaces the file.</summary>
    public static void Save(string path, SgrafNetwork network, Adam adam, RunProgress progress)
    {
        var tensors = TensorsOf(network, adam).ToDictionary(
            tensor => tensor.Name, tensor => NetworkWeights.Read(tensor.Tensor), StringComparer.Ordinal);
        var metadata = new Dictionary<string, string> { [Progress] = JsonSerializer.Serialize(progress, RunJson.Default.RunProgress) };
        SafetensorsWriter.Write(path, tensors, metadata: metadata);
    }

    /// <summary>Overwrites weights and moments.</summary>
    /// <returns>How far the run is.</returns>
    /// <exception cref="RunException">The file is not of this run.</exception>
    public static RunProgress Load(string path, SgrafNetwork network, Adam adam)
    {
        using var file = SafetensorsFile.Open(path);
        var tensors = TensorsOf(network, adam).ToArray();
        if (!file.Metadata.TryGetValue(Progress, out var text) || !tensors.Select(tensor => tensor.Name).ToHashSet().SetEquals(file.Entries.Keys))
            throw new RunException($"{path} is not the state of this run; restore it, or start anew with another --out.");
        using var untracked = no_grad();
        foreach (var (name, tensor) in tensors) NetworkWeights.Write(name, file.Read(name), tensor);
        var progress = JsonSerializer.Deserialize(text, RunJson.Default.RunProgress)!;
        adam.StepCount = progress.Step;
        return progress;
    }

    private static IEnumerable<(string Name, Tensor Tensor)> TensorsOf(SgrafNetwork network, Adam adam)
    {
        foreach (var (name, tensor) in network.AllTensors()) yield return (Weights + name, tensor);
        foreach (var (name, mean, square) in adam.Moments)
        {
            yield return (Means + name, mean);
            yield return (Squares + name, square);
        }
    }
}
