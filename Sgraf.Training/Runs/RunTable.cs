using System.Globalization;
using Spectre.Console;

namespace Sgraf.Training.Runs;

/// <summary>Shows a run as a table that is drawn anew with every step, for people at a terminal.</summary>
internal sealed class RunTable : IRunDisplay
{
    private readonly LiveDisplayContext _context;
    private readonly Table _table;
    private EpochRecord? _epoch;

    private RunTable(LiveDisplayContext context, Table table) => (_context, _table) = (context, table);

    /// <summary>Runs work under a live table on standard error, which must be a terminal.</summary>
    public static void Run(TextWriter error, string title, Action<IRunDisplay> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        var table = new Table().RoundedBorder().HideHeaders().AddColumn("").AddColumn("").Title(Markup.Escape(title));
        console.Live(table).Start(context => work(new RunTable(context, table)));
    }

    /// <inheritdoc />
    public void Show(StepRecord step, RunOutlook outlook)
    {
        _table.Rows.Clear();
        Add("epoch", $"{step.Epoch:F2} of {outlook.Epochs}");
        Add("step", $"{step.Step} of {outlook.Steps}");
        Add("loss", $"{step.Loss:F4}");
        if (step.Terms.Count > 1)
            foreach (var (term, value) in step.Terms) Add($"- {term}", $"{value:F4}");
        Add("learning rate", $"{step.LearningRate:G3}");
        Add("pairs a second", $"{step.PairsPerSecond:F0}");
        Add("remaining", $"{RunLines.Duration(outlook.Remaining)}");
        Add("rsum", $"last {outlook.LastRsum:F1}, best {outlook.BestRsum:F1}");
        foreach (var (module, metrics) in _epoch?.Metrics ?? new Dictionary<string, Evaluation.RetrievalMetrics>())
            Add(module, $"i2t {metrics.I2t.R1:F1} {metrics.I2t.R5:F1} {metrics.I2t.R10:F1}, t2i {metrics.T2i.R1:F1} {metrics.T2i.R5:F1} {metrics.T2i.R10:F1}");
        _context.Refresh();
    }

    /// <inheritdoc />
    public void Show(EpochRecord epoch) => _epoch = epoch;

    /// <inheritdoc />
    public void Remark(string text)
    {
        _table.Caption(Markup.Escape(text));
        _context.Refresh();
    }

    private void Add(string name, FormattableString value) => _table.AddRow(new Text(name), new Text(Text(value)));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
