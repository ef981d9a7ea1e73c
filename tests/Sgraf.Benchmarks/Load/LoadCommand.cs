using System.Globalization;

namespace Sgraf.Benchmarks.Load;

/// <summary><c>load</c>: searches a running service at a steady rate and tells how long the answers took.</summary>
internal static class LoadCommand
{
    public const string Name = "load";

    private const string Usage = """
        load --url http://localhost:5000 [--kind text|image] [--rate 20] [--seconds 30] [--top 10] [--shortlist 100|all] [--key KEY]

        Sends captions of the gallery (text, the default) or its pictures (image) as searches. Each request has its moment, whether or not
        the one before was answered, and its time counts from that moment: a slow answer does not make the next ones look faster.
        """;

    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (LoadOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        using var client = new HttpClient { BaseAddress = options.Url };
        if (options.Key is not null) client.DefaultRequestHeaders.Add("X-Api-Key", options.Key);
        try
        {
            var queries = await LoadQueries.ReadAsync(client, options);
            await Console.Error.WriteLineAsync($"{queries.Count} different requests, {options.Rate} a second for {options.Seconds} s");
            var report = await new LoadRun(client, queries, options).RunAsync();
            Console.WriteLine(report.ToString(CultureInfo.InvariantCulture));
            return report.Failed == 0 ? 0 : 1;
        }
        catch (HttpRequestException failure)
        {
            await Console.Error.WriteLineAsync($"{options.Url} does not answer as a service of Sgraf: {failure.Message}");
            return 1;
        }
    }
}
