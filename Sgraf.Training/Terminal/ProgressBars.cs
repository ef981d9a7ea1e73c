using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sgraf.Training.Terminal;

/// <summary>Progress for people: a bar with the rate and the time that remains.</summary>
internal static class ProgressBars
{
    /// <summary>Runs work under a bar on standard error, which must be a terminal.</summary>
    /// <param name="error">Standard error.</param>
    /// <param name="title">What is being done, for example <c>Scoring</c>.</param>
    /// <param name="total">Units of the whole work.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="work">The work; it calls its argument with the units done since the last call.</param>
    public static void Run(TextWriter error, string title, long total, string unit, Action<Action<long>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(unit), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
                work(units => task.Increment(units));
                task.Value = task.MaxValue;
            });
    }

    private sealed class RateColumn(string unit) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text($"{task.Speed ?? 0:N0} {unit}/s");
    }
}
