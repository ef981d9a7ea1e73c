using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Inference;

/// <summary>Does everything once, from a picture's file and a sentence to a ranking, so that the first request finds it warm.</summary>
internal sealed class Rehearsal(ServedModel model)
{
    private const string Caption = "a small red cube left of a large blue ball";

    /// <summary>A PNG of 48 x 48 pixels: a red square and a blue disc.</summary>
    private const string Drawing =
        "iVBORw0KGgoAAAANSUhEUgAAADAAAAAwAgMAAAAqbBEUAAAACVBMVEXIyMPIKCgoRsi4hFuQAAAAPElEQVR42mNgGJ5A"
        + "a9UCBGfVqhVwNteqVasaMDihoQFALasgmkAcIBuiiV4ciKNXIZyN3aEY/kH16aAHANWGPiVO514EAAAAAElFTkSuQmCC";

    /// <returns>The score of each network.</returns>
    public IReadOnlyDictionary<SimilarityModule, float> Run()
    {
        // With limits of its own: those of the configuration are for requests.
        var picture = new PictureDecoder(new DecodingOptions()).Decode(Convert.FromBase64String(Drawing), model.Regions.SufficientSide);
        var images = model.Networks.EncodeImages(model.Regions.Detect([picture])[0].Fit(model.Config.RegionCount).Features);
        var captions = model.Networks.EncodeCaptions([model.Captions.Encode(Caption)]);
        var (packedImages, packedCaptions) = (images.Pack(model.Manifest.Modules), captions.Pack(model.Manifest.Modules));
        try
        {
            var hit = model.Searcher.FindImages(
                new SearchQuery<PackedCaptions>(model.Vectors.OfCaptions(captions), packedCaptions),
                SearchSets.InMemory(model.Vectors, images, packedImages),
                new SearchSettings { Module = model.Manifest.Modules }).Hits[0];
            return model.Networks.Modules.ToDictionary(module => module, module => (module == SimilarityModule.Sgr ? hit.Sgr : hit.Saf)!.Value);
        }
        finally
        {
            packedImages.Release();
            packedCaptions.Release();
        }
    }
}
