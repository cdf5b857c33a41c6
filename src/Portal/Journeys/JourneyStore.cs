using Microsoft.Data.Sqlite;

namespace Portal.Journeys;

/// <summary>
/// <c>journeys.db</c> as the recorder's thread sees it: the one connection that writes and checkpoints it (docs/adr/0004). Commits do
/// not wait for the disk: a crash of the system takes the newest rows and damages nothing.
/// </summary>
internal sealed class JourneyStore : IDisposable
{
    private const int SweepChunk = 500;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _sweep;

    public JourneyStore(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000;");
            Execute("""
                CREATE TABLE IF NOT EXISTS journey (seq INTEGER PRIMARY KEY, correlation_id TEXT NOT NULL, at INTEGER NOT NULL, notes BLOB NOT NULL);
                CREATE INDEX IF NOT EXISTS journey_by_correlation ON journey (correlation_id);
                PRAGMA user_version=1;
                """);
            _insert = Command("INSERT INTO journey (correlation_id, at, notes) VALUES ($a, $b, $c)", 3);
            _sweep = Command(
                $"DELETE FROM journey WHERE seq IN (SELECT seq FROM journey WHERE seq < (SELECT MIN(seq) + {SweepChunk} FROM journey) AND at < $a)", 1);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>What the rows take, in bytes; what was deleted and can be used again is not counted.</summary>
    public long Size => (Number("PRAGMA page_count") - Number("PRAGMA freelist_count")) * Number("PRAGMA page_size");

    public void Write(IReadOnlyDictionary<string, JourneyRow> rows, long now)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var (correlation, row) in rows)
        {
            _insert.Parameters[0].Value = correlation;
            _insert.Parameters[1].Value = now;
            _insert.Parameters[2].Value = row.Write();
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Deletes some of what is oldest, if it is older than this. False when there is none.</summary>
    public bool Sweep(long before)
    {
        _sweep.Parameters[0].Value = before;
        return _sweep.ExecuteNonQuery() > 0;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _sweep.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.AddWithValue("$" + (char)('a' + i), 0L);
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
