using Sgraf.Api.Inference;
using Sgraf.Api.Reading;
using Sgraf.Api.Telemetry;

namespace Sgraf.Api.Explain;

/// <summary>Explains one picture with one text.</summary>
internal sealed class PairExplaining(ServedModel model, PictureReader pictures, SentenceReader sentences, StageTimes times)
{
    public Explanation Run(ExplainRequest request, Turn turn)
    {
        times.Add(Stage.Wait, turn.Waited);
        var text = sentences.Read(request.Text);
        var seen = pictures.Read(request.Image, times);
        turn.Cancellation.ThrowIfCancellationRequested();
        var module = model.Manifest.Modules;
        var (images, captions) = times.Measure(Stage.Encode, () => (model.Encode(seen).Pack(module), model.Encode(text).Pack(module)));
        try
        {
            var explanation = times.Measure(Stage.Explain, () => new PairBatch(model, images, captions).Explain(0, seen.Regions, 0, text, withEdges: true));
            return explanation with { Width = seen.Width, Height = seen.Height };
        }
        finally
        {
            images.Release();
            captions.Release();
        }
    }
}
