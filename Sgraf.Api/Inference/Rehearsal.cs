using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Images;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Inference;

/// <summary>Runs everything once, from pixels and words to scores, so that the first request finds it warm.</summary>
internal sealed class Rehearsal(ServedModel model)
{
    private const int Side = 128;
    private const string Caption = "a small red cube left of a large blue ball";

    /// <returns>The score of each network.</returns>
    public IReadOnlyDictionary<SimilarityModule, float> Run()
    {
        var regions = model.Regions.Detect([Draw()])[0].Fit(model.Config.RegionCount);
        var images = model.Networks.EncodeImages(regions.Features);
        var captions = model.Networks.EncodeCaptions([model.Captions.Encode(Caption)]);
        return model.Networks.Modules.ToDictionary(module => module, module => Score(module, images[module], captions[module]));
    }

    private float Score(SimilarityModule module, EncodedImages images, EncodedCaptions captions)
    {
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        var score = new float[1];
        model.Networks.Scorers[module].Score(packedImages, packedCaptions, score);
        return score[0];
    }

    /// <summary>A red square left of a blue one on grey.</summary>
    private static Picture Draw()
    {
        var pixels = new byte[3 * Side * Side];
        for (var place = 0; place < Side * Side; place++)
        {
            var (x, y) = (place % Side, place / Side);
            var isRed = x is > 16 and < 40 && y is > 60 and < 84;
            var isBlue = x is > 64 and < 112 && y is > 40 and < 88;
            ((byte[])(isRed ? [200, 30, 30] : isBlue ? [30, 60, 200] : [150, 150, 150])).CopyTo(pixels, 3 * place);
        }
        return new Picture(Side, Side, pixels);
    }
}
