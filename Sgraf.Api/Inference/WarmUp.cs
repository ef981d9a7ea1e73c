using System.Diagnostics;

namespace Sgraf.Api.Inference;

/// <summary>Makes the service ready once the model has passed its self-test.</summary>
internal sealed partial class WarmUp(ServedModel model, Readiness readiness, ILogger<WarmUp> logger) : IDisposable
{
    private Task _run = Task.CompletedTask;

    /// <summary>What the self-test found; null until it has run.</summary>
    public SelfTestReport? Report { get; private set; }

    /// <summary>Begins on a thread of its own: it needs neither the gallery nor the server, which are made ready meanwhile.</summary>
    public void Begin() => _run = Task.Run(Run);

    /// <summary>Waits for the self-test: after a start that failed elsewhere the model is closed next, and must not be while it is used.</summary>
    public void Dispose() => _run.Wait();

    private void Run()
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var rehearsed = new Rehearsal(model).Run();
            Report = SelfTestReport.Of(model.RepeatSelfTest(), rehearsed);
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
            LogMismatch(Report.Expected, Report.Found);
            return;
        }
        readiness.Reach();
        LogReady(model.Name, ModuleNames.Of(model.Manifest.Modules), Report.Expected is null ? "not recorded" : "passed", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Information, "Ready: model {Name} ({Modules}), self-test {SelfTest}, warmed up in {Milliseconds:0} ms.")]
    private partial void LogReady(string name, string modules, string selfTest, double milliseconds);

    [LoggerMessage(LogLevel.Critical, "The self-test expected {Expected} and found {Found}: no request is answered.")]
    private partial void LogMismatch(double? expected, double found);

    [LoggerMessage(LogLevel.Critical, "The self-test failed: no request is answered.")]
    private partial void LogFailure(Exception failure);
}
