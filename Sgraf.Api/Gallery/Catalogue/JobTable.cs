using Microsoft.Data.Sqlite;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Statements about jobs.</summary>
internal static class JobTable
{
    private const string Select = "SELECT number, kind, name, source, state, created, ended, listed, total, added, existing, failed, problem FROM jobs";

    /// <summary>The job of a number; null when there is none.</summary>
    public static JobRow? FindJob(this SqliteConnection catalogue, long number) =>
        catalogue.Query($"{Select} WHERE number = $number", Read, ("$number", number)).FirstOrDefault();

    /// <summary>The last jobs, the newest first.</summary>
    public static List<JobRow> ListJobs(this SqliteConnection catalogue, int limit) =>
        catalogue.Query($"{Select} ORDER BY number DESC LIMIT $limit", Read, ("$limit", limit));

    /// <summary>Jobs that have not ended, the oldest first.</summary>
    public static List<JobRow> OpenJobs(this SqliteConnection catalogue) => catalogue.Query(
        $"{Select} WHERE state IN ($queued, $running) ORDER BY number", Read,
        ("$queued", Text(JobState.Queued)), ("$running", Text(JobState.Running)));

    /// <summary>Whether there has ever been a picture or a job.</summary>
    public static bool IsUntouched(this SqliteConnection catalogue) =>
        catalogue.Number("SELECT count(*) FROM sqlite_sequence WHERE name IN ('pictures', 'jobs') AND seq > 0") == 0;

    /// <summary>Adds a job that waits.</summary>
    /// <returns>Its number.</returns>
    public static long InsertJob(this SqliteConnection catalogue, JobKind kind, string name, string source, DateTimeOffset created) => catalogue.Number(
        "INSERT INTO jobs (kind, name, source, state, created) VALUES ($kind, $name, $source, $state, $created) RETURNING number",
        ("$kind", Text(kind)), ("$name", name), ("$source", source), ("$state", Text(JobState.Queued)), ("$created", created.ToUnixTimeMilliseconds()));

    /// <summary>Notes that a job is being done.</summary>
    /// <returns>False where it has ended; it stays as it is.</returns>
    public static bool StartJob(this SqliteConnection catalogue, long number)
    {
        if (catalogue.FindJob(number) is not { HasEnded: false }) return false;
        catalogue.Execute("UPDATE jobs SET state = $state WHERE number = $number", ("$state", Text(JobState.Running)), ("$number", number));
        return true;
    }

    /// <summary>Notes that all items of a job are listed.</summary>
    public static void SetListed(this SqliteConnection catalogue, long number) => catalogue.Execute(
        "UPDATE jobs SET listed = 1 WHERE number = $number", ("$number", number));

    /// <summary>Ends a job and forgets its items but for those that failed. One that has ended stays as it is.</summary>
    public static bool EndJob(this SqliteConnection catalogue, long number, JobState state, DateTimeOffset ended, string? problem = null)
    {
        if (catalogue.FindJob(number) is not { HasEnded: false }) return false;
        var counts = catalogue.CountItems(number);
        catalogue.Execute(
            """
            UPDATE jobs SET state = $state, ended = $ended, problem = $problem, added = $added, existing = $existing, failed = $failed
            WHERE number = $number;
            DELETE FROM items WHERE job = $number AND state <> $failure
            """,
            ("$number", number), ("$state", Text(state)), ("$ended", ended.ToUnixTimeMilliseconds()), ("$problem", problem),
            ("$added", counts.Added), ("$existing", counts.Existing), ("$failed", counts.Failed), ("$failure", (int)ItemState.Failed));
        return true;
    }

    private static JobRow Read(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Kind = Enum.Parse<JobKind>(row.GetString(1), ignoreCase: true),
        Name = row.GetString(2),
        Source = row.GetString(3),
        State = Enum.Parse<JobState>(row.GetString(4), ignoreCase: true),
        Created = row.Time(5),
        Ended = row.IsDBNull(6) ? null : row.Time(6),
        IsListed = row.GetInt32(7) != 0,
        Total = row.GetInt32(8),
        Counts = new ItemCounts(row.GetInt32(9), row.GetInt32(10), row.GetInt32(11)),
        Problem = row.Optional<string>(12),
    };

    private static string Text<T>(T value)
        where T : struct, Enum => $"{value}".ToLowerInvariant();
}
