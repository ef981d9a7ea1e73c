using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Detection;

/// <summary>Makes a detector, from the first look at the data to the last figure.</summary>
internal static class DetectorJob
{
    /// <summary>Kind of detector: raised when the same weights would give other regions or features.</summary>
    private const string Kind = "scenes-1";

    /// <summary>The whole picture and eleven objects.</summary>
    private const int Regions = 12;

    private const float Threshold = 0.15f;

    /// <summary>Trains, writes the file whole or not at all, and measures it on pictures it has not learnt from.</summary>
    public static DetectorTrainReport Run(DetectorRequest request, Session session)
    {
        var (train, dev) = (LabelledPictures.Read(request.Data, "train"), LabelledPictures.Read(request.Data, "dev"));
        if (train.Count < request.BatchSize)
            throw new CommandException($"{request.Data} has {train.Count} pictures for training, a step takes {request.BatchSize}; lower --batch or make more.");
        var start = Stopwatch.GetTimestamp();
        using var training = new DetectorTraining(request, train);
        training.Run(session);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var checkpoint = training.Network.ToCheckpoint();
        var (id, bytes) = (IdOf(checkpoint), 0L);
        DurableFile.Write(request.Out, stream =>
        {
            var graph = DetectorGraph.Build(checkpoint, DesignOf(id, request.Side));
            bytes = graph.Length;
            stream.Write(graph);
        });
        using var source = RegionSource.Open(request.Out, new RegionSourceOptions { ThreadsPerRun = 1 });
        var metrics = new DetectorMeasurement(source).Run(dev, session);
        var parameters = training.Network.parameters().Sum(parameter => parameter.numel());
        return new DetectorTrainReport(
            request.Out, id, source.FeatureSize, parameters, bytes, training.StepCount, Math.Round(seconds, 1), Math.Round(training.Loss, 4), metrics);
    }

    /// <summary>Measures a detector on pictures of a split.</summary>
    /// <exception cref="CommandException">It answers other questions than those that scenes have answers to.</exception>
    public static DetectorEvaluateReport Evaluate(string path, string data, string split, Session session)
    {
        var pictures = LabelledPictures.Read(data, split);
        using var source = RegionSource.Open(path, new RegionSourceOptions { ThreadsPerRun = 1 });
        if (!source.Labels.SequenceEqual(DetectorLabels.Names))
            throw new CommandException($"{path} names other things than scenes have; measure a detector that sgraf detector train wrote.");
        return new DetectorEvaluateReport(path, source.Id, split, new DetectorMeasurement(source).Run(pictures, session));
    }

    /// <summary>What the graph is besides its weights.</summary>
    public static DetectorDesign DesignOf(string id, int side) => new()
    {
        Id = id,
        Side = side,
        Regions = Regions,
        Threshold = Threshold,
        ObjectHeads = [.. DetectorLabels.ObjectHeads.Select(head => head.Name)],
        SceneHeads = [.. DetectorLabels.SceneHeads.Select(head => head.Name)],
        Labels = DetectorLabels.Names,
    };

    /// <summary>Other weights are another detector: the features of two of them never mix.</summary>
    private static string IdOf(Checkpoint checkpoint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in checkpoint.Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
            hash.AppendData(MemoryMarshal.AsBytes(tensor.Span));
        return $"{Kind}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4))}";
    }
}
