using Microsoft.Extensions.Options;
using Sgraf.Model;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Model.Text;

namespace Sgraf.Api.Inference;

/// <summary>Opens the bundle that the configuration names; whatever is wrong with it is said in one message.</summary>
internal sealed class ModelLoader(IOptions<ModelOptions> options, IOptions<DecodingOptions> decoding)
{
    private readonly string _folder = Path.GetFullPath(options.Value.FolderOrDemo);

    /// <exception cref="StartException">The bundle cannot be served.</exception>
    public ServedModel Load()
    {
        try
        {
            return Open(Bundle.Load(_folder));
        }
        catch (Exception failure) when (Unwrap(failure) is CheckpointException or VocabularyException or DetectorException
            or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"{Unwrap(failure).Message}\nThe setting {ModelOptions.Section}:{nameof(ModelOptions.Folder)} names the bundle that is served.", failure);
        }
    }

    private ServedModel Open(Bundle bundle)
    {
        if (bundle.DetectorPath is not { } detector)
            throw new CheckpointException($"{_folder} has no detector.onnx, without which no picture can be read; copy the detector {bundle.Manifest.DetectorId} there.");
        (BundleNetworks? networks, IRegionSource? regions, string id) = (null, null, "");
        try
        {
            Parallel.Invoke(
                () => networks = new BundleNetworks(bundle),
                () => regions = OpenRegions(bundle, detector),
                () => id = ModelId.Of(bundle));
            return new ServedModel
            {
                Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder)),
                Id = id,
                Bundle = bundle with { Sgr = null, Saf = null, Shortlist = null },    // the networks have weights of their own
                Vocabulary = Vocabulary.Load(bundle.VocabularyPath),
                Decoder = new PictureDecoder(decoding.Value),
                Regions = regions!,
                Networks = networks!,
                Vectors = new ShortlistVectors(bundle),
            };
        }
        catch
        {
            networks?.Dispose();
            regions?.Dispose();
            throw;
        }
    }

    /// <summary>A light detector runs on the thread of its request, a heavy one on all cores.</summary>
    private IRegionSource OpenRegions(Bundle bundle, string path) => RegionSource.Open(path, new RegionSourceOptions
    {
        Device = ComputeDevice.Parse(options.Value.Device),
        ThreadsPerRun = RegionSource.IsHeavy(path) ? 0 : 1,
        DetectorId = bundle.Manifest.DetectorId,
        FeatureSize = bundle.Config.FeatureSize,
    });

    private static Exception Unwrap(Exception failure) => failure is AggregateException { InnerExceptions: [var first, ..] } ? Unwrap(first) : failure;
}
