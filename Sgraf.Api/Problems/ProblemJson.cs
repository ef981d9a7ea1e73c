using System.Text.Json.Serialization;

namespace Sgraf.Api.Problems;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemReport))]
[JsonSerializable(typeof(IReadOnlyList<ProblemPage>))]
internal sealed partial class ProblemJson : JsonSerializerContext;
