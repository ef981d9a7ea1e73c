using System.Text.Json;

namespace Sgraf.Api.Problems;

/// <summary>Reads texts out of JSON that was parsed, but not looked at.</summary>
internal static class JsonText
{
    /// <summary>A text without its quotes, or another value as it was written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="owner">What holds it, as the beginning of a sentence: <c>The metadata hold</c>.</param>
    /// <exception cref="ProblemException">It is no Unicode text: half a surrogate pair, or bytes that are no UTF-8.</exception>
    public static string Of(JsonElement value, string owner)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Errors.InvalidRequest, $"{owner} a text with half a surrogate pair, or bytes that are no UTF-8; send Unicode text.");
        }
    }
}
