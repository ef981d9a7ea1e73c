using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Model.Text;

namespace Sgraf.Api.Inference;

/// <summary>The model that the service answers with: everything from bytes and words to scores.</summary>
/// <remarks>Any number of threads may use it at once.</remarks>
internal sealed class ServedModel : IDisposable
{
    /// <summary>The name of the bundle's folder.</summary>
    public required string Name { get; init; }

    /// <summary>Told from the weights, words and detector: what one model made of a picture or caption is of no use to a model of another id.</summary>
    public required string Id { get; init; }

    /// <summary>The bundle without its weights.</summary>
    public required Bundle Bundle { get; init; }

    /// <summary>Its words.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>Decodes pictures within the configured limits.</summary>
    public required PictureDecoder Decoder { get; init; }

    /// <summary>Finds the regions of pictures.</summary>
    public required IRegionSource Regions { get; init; }

    /// <summary>Encodes regions and captions, and scores them.</summary>
    public required BundleNetworks Networks { get; init; }

    /// <summary>Makes vectors for the first stage of a search.</summary>
    public required ShortlistVectors Vectors { get; init; }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest => Bundle.Manifest;

    /// <summary>What it does not know; null where its bundle says nothing.</summary>
    public string? Limits => Manifest.Provenance.Limits ?? Manifest.Provenance.Notes;

    /// <summary>The sizes of its networks.</summary>
    public ModelConfig Config => Manifest.Config;

    /// <summary>Turns captions into ids.</summary>
    public CaptionIndexer Captions => field ??= new CaptionIndexer(Vocabulary);

    /// <summary>Ranks with it.</summary>
    public Searcher Searcher => field ??= new Searcher(Networks.Scorers);

    /// <summary>Scores the pair that the bundle records; null where it records none.</summary>
    public SelfTestResult? RepeatSelfTest() => SelfTestRun.Repeat(Bundle, Networks);

    /// <inheritdoc />
    public void Dispose()
    {
        Regions.Dispose();
        Networks.Dispose();
    }
}
