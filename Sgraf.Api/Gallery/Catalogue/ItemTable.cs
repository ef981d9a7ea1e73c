using Microsoft.Data.Sqlite;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Statements about the items of jobs.</summary>
internal static class ItemTable
{
    /// <summary>Forgets all items of a job, whose listing begins anew.</summary>
    public static void ClearItems(this SqliteConnection catalogue, long job)
    {
        catalogue.Execute("DELETE FROM items WHERE job = $job", ("$job", job));
        catalogue.Execute("UPDATE jobs SET total = 0 WHERE number = $job", ("$job", job));
    }

    /// <summary>Adds items to a job.</summary>
    public static void AddItems(this SqliteConnection catalogue, long job, IReadOnlyList<ItemRow> items)
    {
        foreach (var item in items)
            catalogue.Execute(
                "INSERT INTO items (job, number, name, details, state, problem) VALUES ($job, $number, $name, $details, $state, $problem)",
                ("$job", job), ("$number", item.Number), ("$name", item.Name), ("$details", item.Details),
                ("$state", (int)(item.Problem is null ? ItemState.Waiting : ItemState.Failed)), ("$problem", item.Problem));
        catalogue.Execute("UPDATE jobs SET total = total + $count WHERE number = $job", ("$count", items.Count), ("$job", job));
    }

    /// <summary>Items that nothing became of yet.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="job">The job.</param>
    /// <param name="after">The number that they come after.</param>
    /// <param name="limit">How many at most.</param>
    public static List<ItemRow> WaitingItems(this SqliteConnection catalogue, long job, int after, int limit) =>
        catalogue.Items(job, ItemState.Waiting, after, limit);

    /// <summary>Items that failed.</summary>
    /// <inheritdoc cref="WaitingItems"/>
    public static List<ItemRow> FailedItems(this SqliteConnection catalogue, long job, int after, int limit) =>
        catalogue.Items(job, ItemState.Failed, after, limit);

    /// <summary>Notes what became of an item.</summary>
    public static void FinishItem(this SqliteConnection catalogue, long job, int number, ItemState state, string? problem) => catalogue.Execute(
        "UPDATE items SET state = $state, problem = $problem, details = NULL WHERE job = $job AND number = $number",
        ("$state", (int)state), ("$problem", problem), ("$job", job), ("$number", number));

    /// <summary>Counts what became of a job's items.</summary>
    public static ItemCounts CountItems(this SqliteConnection catalogue, long job)
    {
        var counts = catalogue.Query(
            "SELECT state, count(*) FROM items WHERE job = $job GROUP BY state",
            row => ((ItemState)row.GetInt32(0), row.GetInt32(1)), ("$job", job)).ToDictionary(state => state.Item1, state => state.Item2);
        return new ItemCounts(
            counts.GetValueOrDefault(ItemState.Added), counts.GetValueOrDefault(ItemState.Existing), counts.GetValueOrDefault(ItemState.Failed));
    }

    private static List<ItemRow> Items(this SqliteConnection catalogue, long job, ItemState state, int after, int limit) => catalogue.Query(
        """
        SELECT number, name, details, problem FROM items
        WHERE job = $job AND state = $state AND number > $after ORDER BY number LIMIT $limit
        """,
        row => new ItemRow(row.GetInt32(0), row.GetString(1), row.Optional<string>(2), row.Optional<string>(3)),
        ("$job", job), ("$state", (int)state), ("$after", after), ("$limit", limit));
}
