using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Training.Data;

namespace Sgraf.Training.Evaluation;

/// <summary>What an evaluation leaves for a closer look: <c>scores.npy</c>, and <c>ranks.json</c> with each query's rank from 1.</summary>
internal static class RankFiles
{
    /// <param name="folder">The folder; created where it is missing.</param>
    /// <param name="scores">(B, C)</param>
    /// <param name="ranks">Of each query, from 0.</param>
    public static void Write(string folder, float[] scores, RetrievalRanks ranks)
    {
        Directory.CreateDirectory(folder);
        NpyWriter.Write(Path.Combine(folder, "scores.npy"), [ranks.I2t.Length, ranks.T2i.Length], file => file.Append(scores));
        DurableFile.Write(Path.Combine(folder, "ranks.json"), stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            Write(json, "i2t", ranks.I2t);
            Write(json, "t2i", ranks.T2i);
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, string name, int[] ranks)
    {
        json.WriteStartArray(name);
        foreach (var rank in ranks) json.WriteNumberValue(rank + 1);
        json.WriteEndArray();
    }
}
