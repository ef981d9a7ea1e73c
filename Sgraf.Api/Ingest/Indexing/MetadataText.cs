using System.Text.Json;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>Reads values of metadata out of JSON that was parsed, but not looked at.</summary>
internal static class MetadataText
{
    /// <summary>A value as filters compare it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="owner">What holds it, as the beginning of a sentence: <c>The metadata hold</c>.</param>
    /// <exception cref="ProblemException">It is no Unicode text: half a surrogate pair, or bytes that are no UTF-8.</exception>
    public static string Of(JsonElement value, string owner)
    {
        try
        {
            return CatalogueValues.Comparable(value);
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Errors.InvalidRequest, $"{owner} a text with half a surrogate pair, or bytes that are no UTF-8; send Unicode text.");
        }
    }
}
