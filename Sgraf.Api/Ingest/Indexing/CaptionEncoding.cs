using Sgraf.Api.Gallery;
using Sgraf.Api.Inference;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>Encodes captions as they are stored.</summary>
internal sealed class CaptionEncoding(ServedModel model, SentenceReader sentences)
{
    /// <summary>Reads a caption within the limits; spaces around it are no part of it.</summary>
    /// <exception cref="Problems.ProblemException">It is empty or too long.</exception>
    public ReadText Read(string text) => sentences.Read(text.Trim());

    /// <summary>Encodes captions together.</summary>
    public NewCaption[] Encode(IReadOnlyList<ReadText> captions)
    {
        if (captions.Count == 0) return [];
        var encoded = model.Networks.EncodeCaptions([.. captions.Select(caption => caption.Ids)]);
        var vectors = model.Vectors.OfCaptions(encoded);
        return [.. captions.Select((caption, place) => new NewCaption(caption.Text, new CaptionEmbeddings(
            caption.Ids.Length,
            [.. model.Networks.Modules.Select(module => (ReadOnlyMemory<byte>)EmbeddingCodec.Encode(
                encoded[module].WordsOf(place).Span, encoded[module].Globals.AsSpan(place * model.Config.JointSize, model.Config.JointSize)))],
            vectors.AsSpan(place * model.Vectors.Size, model.Vectors.Size).ToArray())))];
    }
}
