using Sgraf.Api.Inference;
using Sgraf.Api.Ingest.Images;
using Sgraf.Api.Reading;
using Sgraf.Api.Telemetry;

namespace Sgraf.Api.Explain;

/// <summary>Explains one picture with one text.</summary>
internal sealed class PairExplaining(ServedModel model, PictureReader pictures, PictureEncoder encoder, SentenceReader sentences, StageTimes times)
{
    public Explanation Run(ExplainRequest request, Turn turn)
    {
        times.Add(Stage.Wait, turn.Waited);
        var text = sentences.Read(request.Text);
        var seen = pictures.Read(request.Image, times);
        turn.Cancellation.ThrowIfCancellationRequested();
        var module = model.Manifest.Modules;
        using var group = encoder.Encode([seen], module, times)[0];
        var captions = times.Measure(Stage.Encode, () => model.Pack([text], module));
        try
        {
            var batch = new PairBatch(model, group.Packed, captions);
            var explanation = times.Measure(Stage.Explain, () => batch.Explain(0, seen.Regions, 0, text, turn.Cancellation, withEdges: true));
            return explanation with { Picture = seen.Id is null ? null : ImageLinks.Picture(seen.Id), Width = seen.Width, Height = seen.Height };
        }
        finally
        {
            captions.Release();
        }
    }
}
