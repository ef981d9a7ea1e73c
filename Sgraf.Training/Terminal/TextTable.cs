using Spectre.Console;

namespace Sgraf.Training.Terminal;

/// <summary>Rows of words in columns, without colour: the same in a terminal and in a file.</summary>
internal static class TextTable
{
    /// <summary>Beyond any row: nothing is wrapped or cut, so that lines can be searched.</summary>
    private const int Widest = 10_000;

    /// <param name="output">Standard output.</param>
    /// <param name="headings">The names of the columns.</param>
    /// <param name="rows">As many words each.</param>
    public static void Write(TextWriter output, string[] headings, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Text(heading)).NoWrap().PadRight(2));
        foreach (var row in rows) table.AddRow(row.Select(word => new Text(Printable(word))));
        foreach (var line in Render(table).Split('\n', StringSplitOptions.RemoveEmptyEntries)) output.WriteLine(line.TrimEnd());
    }

    /// <summary>Text of a file without what would steer the terminal.</summary>
    public static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    private static string Render(Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Widest;
        console.Write(table);
        return text.ToString();
    }
}
