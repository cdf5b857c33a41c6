using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// <c>desk.db</c> as the thread that writes it sees it: the one connection that writes and checkpoints (docs/adr/0004). Commits do not
/// wait for the disk: what a power cut takes away is read from the broker again.
/// </summary>
internal sealed class IndexFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statements _statements;

    private IndexFile(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new Statements(connection);
    }

    /// <summary>Opens the file; one that is not there, of another version or damaged is made anew.</summary>
    public static IndexFile Open(string path)
    {
        try
        {
            var file = new IndexFile(Connect(path));
            var version = file.Sql("PRAGMA user_version").Number();
            if (version == IndexSchema.Version)
                return file;
            file.Dispose();
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            // As if it were not there.
        }

        Delete(path);
        var connection = Connect(path);
        IndexSchema.Create(connection);
        return new IndexFile(connection);
    }

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is 11 or 26; // SQLITE_CORRUPT, SQLITE_NOTADB

    public static void Delete(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(path + suffix);
    }

    public Statement Sql(string sql) => _statements.Of(sql);

    public void Begin() => _statements.Transaction = _connection.BeginTransaction();

    public void Commit()
    {
        _statements.Transaction!.Commit();
        End();
    }

    /// <summary>Undoes what is open.</summary>
    public void Rollback() => End();

    public string? State(string name) => Sql("SELECT value FROM state WHERE name = $1").First(row => row.GetString(0), name);

    public long Number(string name) =>
        State(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    public void SetState(string name, string value) =>
        Sql("INSERT INTO state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2").Run(name, value);

    public void SetState(string name, long value) => SetState(name, value.ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        Rollback();
        _statements.Dispose();
        _connection.Dispose();
    }

    private void End()
    {
        _statements.Transaction?.Dispose();
        _statements.Transaction = null;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32768";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
