using System.Diagnostics;

namespace Sgraf.Api.Inference;

/// <summary>Makes the service ready once the model has passed its self-test.</summary>
internal sealed partial class WarmUp(ServedModel model, Readiness readiness, ILogger<WarmUp> logger) : BackgroundService
{
    /// <summary>What the self-test found; null until it has run.</summary>
    public SelfTestReport? Report { get; private set; }

    // Off the thread that starts the server: the self-test does not wait for anything.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Run, stoppingToken);

    private void Run()
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            Report = new SelfTest(model).Run();
        }
        catch (Exception failure)
        {
            readiness.Fail("The model failed its self-test; the service's log says how.");
            LogFailure(failure);
            return;
        }
        if (!Report.Passed)
        {
            readiness.Fail("The model's self-test found another score than the bundle records; /models shows both.");
            LogMismatch(Text(Report.Expected!), Text(Report.Found));
            return;
        }
        readiness.Reach();
        LogReady(model.Name, ModuleNames.Of(model.Manifest.Modules), Report.Expected is null ? "not recorded" : "passed", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string Text(IReadOnlyDictionary<string, float> scores) => string.Join(", ", scores.Select(score => $"{score.Key} {score.Value:R}"));

    [LoggerMessage(LogLevel.Information, "Ready: model {Name} ({Modules}), self-test {SelfTest}, warmed up in {Milliseconds:0} ms.")]
    private partial void LogReady(string name, string modules, string selfTest, double milliseconds);

    [LoggerMessage(LogLevel.Critical, "The self-test expected {Expected} and found {Found}: no request is answered.")]
    private partial void LogMismatch(string expected, string found);

    [LoggerMessage(LogLevel.Critical, "The self-test failed: no request is answered.")]
    private partial void LogFailure(Exception failure);
}
