using System.Globalization;

namespace Sgraf.Benchmarks.Gallery;

/// <summary><c>synthetic</c>: writes a model of the published sizes and a large gallery, for a service to be measured with.</summary>
internal static class SyntheticCommand
{
    public const string Name = "synthetic";

    private const string Usage = """
        synthetic --out DIR [--count 100000]

        Writes DIR/model, a bundle of the published sizes with random weights and the demo's detector, and DIR/data, a gallery of as many
        pictures that show nothing (150 KB each) and 500 captions. Then:

        dotnet run -c Release --project Sgraf.Api -- --Model:Folder DIR/model --Gallery:Folder DIR/data
        """;

    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var values = arguments.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (!values.TryGetValue("--out", out var folder) || arguments.Length != 2 * values.Count
            || !int.TryParse(values.GetValueOrDefault("--count", "100000"), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        if (Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"{folder} is there already; delete it or name another folder.");
            return 1;
        }
        var model = Path.Combine(folder, "model");
        SyntheticModel.Write(model);
        await SyntheticService.FillAsync(model, Path.Combine(folder, "data"), count, done =>
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {count:N0} pictures")));
        return 0;
    }
}
