using System.Diagnostics;

namespace Sgraf.Api.Inference;

/// <summary>Makes the service ready once the model has passed its self-test.</summary>
internal sealed partial class WarmUp : IDisposable
{
    private readonly ServedModel _model;
    private readonly Readiness _readiness;
    private readonly ILogger _logger;
    private readonly Task _run;

    /// <summary>Begins on a thread of its own: it needs neither the gallery nor the server, which are made ready meanwhile.</summary>
    public WarmUp(ServedModel model, Readiness readiness, ILogger<WarmUp> logger)
    {
        (_model, _readiness, _logger) = (model, readiness, logger);
        _run = Task.Run(Run);
    }

    /// <summary>What the self-test found; null until it has run.</summary>
    public SelfTestReport? Report { get; private set; }

    /// <summary>Waits for the self-test: after a start that failed elsewhere the model is closed next, and must not be while it is used.</summary>
    public void Dispose() => _run.Wait();

    private void Run()
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var rehearsed = new Rehearsal(_model).Run();
            Report = SelfTestReport.Of(_model.RepeatSelfTest(), rehearsed);
        }
        catch (Exception failure)
        {
            _readiness.Fail("The model failed its self-test; the service's log says how.");
            LogFailure(failure);
            return;
        }
        if (!Report.Passed)
        {
            _readiness.Fail("The model's self-test found another score than the bundle records; /models shows both.");
            LogMismatch(Report.Expected, Report.Found);
            return;
        }
        _readiness.Reach();
        LogReady(_model.Name, ModuleNames.Of(_model.Manifest.Modules), Report.Expected is null ? "not recorded" : "passed", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Information, "Ready: model {Name} ({Modules}), self-test {SelfTest}, warmed up in {Milliseconds:0} ms.")]
    private partial void LogReady(string name, string modules, string selfTest, double milliseconds);

    [LoggerMessage(LogLevel.Critical, "The self-test expected {Expected} and found {Found}: no request is answered.")]
    private partial void LogMismatch(double? expected, double found);

    [LoggerMessage(LogLevel.Critical, "The self-test failed: no request is answered.")]
    private partial void LogFailure(Exception failure);
}
