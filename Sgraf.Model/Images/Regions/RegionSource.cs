using Sgraf.Model.Bundles;

namespace Sgraf.Model.Images.Regions;

/// <summary>Opens detectors of either kind; every check is made here, before the first picture.</summary>
public static class RegionSource
{
    private const long LargestLight = 64 << 20;

    /// <summary>Whether a detector's file is so large that its runs are to spare memory: one at a time, on all cores.</summary>
    /// <remarks>A ResNet-101 of 200 MB takes 2 GB a run, and 4 GB where memory is kept between runs.</remarks>
    public static bool IsHeavy(string path) =>
        new[] { path }.Concat(DetectorFiles.WeightsBeside(path)).Where(File.Exists).Sum(file => new FileInfo(file).Length) > LargestLight;

    /// <summary>Opens a detector that passes all checks, a run on a probe picture included.</summary>
    /// <param name="path">An ONNX file with metadata of the contract, or with a file <c>NAME.onnx.json</c> beside it.</param>
    /// <param name="options">How it is opened, and what it has to agree with.</param>
    /// <exception cref="DetectorException">Lists everything that is wrong with the file.</exception>
    public static IRegionSource Open(string path, RegionSourceOptions? options = null)
    {
        var loader = new RegionSourceLoader(path, options ?? new RegionSourceOptions());
        return loader.Load() ?? throw DetectorException.Of($"{path} cannot serve as a detector", loader.Report.Problems);
    }

    /// <summary>Says what a file is, and everything that is wrong with it.</summary>
    public static DetectorReport Inspect(string path, RegionSourceOptions? options = null)
    {
        var loader = new RegionSourceLoader(path, options ?? new RegionSourceOptions());
        loader.Load()?.Dispose();
        return loader.Report;
    }
}
