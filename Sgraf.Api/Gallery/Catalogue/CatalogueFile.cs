using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>The SQLite file of a gallery: everything about pictures and captions but their large data, and the jobs.</summary>
/// <remarks>Readers see the last committed state and never wait for the writer (WAL); a committed state survives a loss of power (FULL).</remarks>
/// <param name="folder">Where it lies.</param>
internal sealed class CatalogueFile(string folder)
{
    public const string Name = "catalogue.db";
    private static readonly string[] Companions = ["-wal", "-shm"];

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>A connection; disposing of it gives it back for the next reader.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The writer's connection.</summary>
    public SqliteConnection OpenForWriting()
    {
        var connection = Open();
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }

    /// <summary>Checks every page of the file.</summary>
    /// <returns>The version of its layout; 0 where it has no tables yet.</returns>
    /// <exception cref="SqliteException">The file is damaged, or no catalogue.</exception>
    /// <exception cref="GalleryException">The file was written by a newer version.</exception>
    public int Check()
    {
        using var connection = Open();
        var version = (int)connection.Number("PRAGMA user_version");
        if (version > CatalogueSchema.Version)
            throw new GalleryException(
                $"{Name} has format {version}, this program knows formats up to {CatalogueSchema.Version}: "
                + "the gallery was written by a newer version of Sgraf; update this one.");
        var problem = connection.Query("PRAGMA quick_check(1)", row => row.GetString(0)).First();
        return problem == "ok" ? version : throw new SqliteException(problem, SQLitePCL.raw.SQLITE_CORRUPT);
    }

    /// <summary>Makes the tables, with what they begin with, or nothing.</summary>
    public void Create(Action<SqliteConnection> fill)
    {
        using var connection = OpenForWriting();
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("BEGIN IMMEDIATE");
        connection.Execute(CatalogueSchema.Tables);
        fill(connection);
        connection.Execute("COMMIT");
    }

    /// <summary>Gives the file another name, so that nothing of it is lost.</summary>
    /// <returns>That name.</returns>
    public string SetAside(DateTimeOffset now)
    {
        Close();
        var aside = string.Create(CultureInfo.InvariantCulture, $"{Name}.damaged-{now:yyyyMMddHHmmss}");
        File.Move(_path, Path.Combine(folder, aside), overwrite: true);
        foreach (var companion in Companions)
            if (File.Exists(_path + companion)) File.Move(_path + companion, Path.Combine(folder, aside + companion), overwrite: true);
        return aside;
    }

    /// <summary>Closes the connections that wait for the next reader.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true }.ToString());
        SqliteConnection.ClearPool(connection);
    }
}
