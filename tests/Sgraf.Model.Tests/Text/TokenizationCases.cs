using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Text;

/// <summary>The hard captions of the reference numbers, with the answers of the official code.</summary>
internal static class TokenizationCases
{
    public static IReadOnlyList<Case> All { get; } = Read();

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, All.Count)];

    private static List<Case> Read()
    {
        using var stream = File.OpenRead(GoldenData.PathOf("tokenization.json"));
        return JsonSerializer.Deserialize<CaseFile>(stream)!.Cases;
    }

    internal sealed record Case(
        [property: JsonPropertyName("caption")] string Caption,
        [property: JsonPropertyName("official_text")] string OfficialText,
        [property: JsonPropertyName("tokens")] string[] Tokens,
        [property: JsonPropertyName("sentences")] string[] Sentences,
        [property: JsonPropertyName("ids")] int[] Ids);

    private sealed record CaseFile([property: JsonPropertyName("cases")] List<Case> Cases);
}
