using System.Security.Cryptography;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Data;

namespace Sgraf.Training.Features;

/// <summary>Whose features are to be made, and how.</summary>
internal sealed record FeatureRequest
{
    /// <summary>R of the published models.</summary>
    public const int PublishedRows = 36;

    /// <summary>The detector's file.</summary>
    public required string DetectorPath { get; init; }

    /// <summary>The pictures, in the order of the rows.</summary>
    public required IReadOnlyList<ListedPicture> Pictures { get; init; }

    /// <summary>Where the pictures' names start.</summary>
    public required string PictureFolder { get; init; }

    /// <summary>Where the features go.</summary>
    public required FeaturePaths Paths { get; init; }

    /// <summary>R: rows of each picture.</summary>
    public int Rows { get; init; } = PublishedRows;

    /// <summary>F and id that a model wants; null where there is no model.</summary>
    public RegionSourceOptions Wanted { get; init; } = new();

    /// <summary>Whether a picture that cannot be used is skipped; else it ends the run.</summary>
    public bool SkipsFailures { get; init; }

    /// <summary>Whether features of another origin are replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Pictures in work at once; null chooses by the size of the detector.</summary>
    public int? Workers { get; init; }

    /// <summary>Pictures that a worker hands to the detector together; null chooses by the device.</summary>
    public int? Batch { get; init; }

    /// <summary>Pictures in work at once.</summary>
    public int WorkerCount => Workers ?? (RegionSource.IsHeavy(DetectorPath) ? 1 : Environment.ProcessorCount);

    /// <summary>Pictures that a worker hands to the detector together: a processor gains nothing from more than one.</summary>
    public int BatchSize => Batch ?? (Wanted.Device.IsCpu ? 1 : 8);

    /// <summary>Opens the detector, on as many threads a run as the workers leave.</summary>
    public IRegionSource OpenDetector() =>
        RegionSource.Open(DetectorPath, Wanted with { ThreadsPerRun = Math.Max(1, Environment.ProcessorCount / WorkerCount) });

    /// <summary>What the features depend on.</summary>
    public FeatureOrigin Origin(IRegionSource source)
    {
        using var pictures = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var picture in Pictures)
            pictures.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', [picture.Name, .. picture.Captions, ""])));
        return new FeatureOrigin
        {
            DetectorId = source.Id,
            DetectorSha256 = Hash(DetectorPath, DetectorPath + ".json"),
            FeatureSize = source.FeatureSize,
            Rows = Rows,
            Pictures = Pictures.Count,
            PicturesSha256 = Convert.ToHexStringLower(pictures.GetHashAndReset()),
        };
    }

    private static string Hash(params string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Where(File.Exists)) hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
