using Messaging;
using Messaging.Embedded;

namespace Bench;

/// <summary>
/// The reference: insert and delete of a body in the plainest table there is, first in, first out, through the same wrapper
/// and native library and with the same settings as the broker's, one thread, one transaction for so many rows. Nothing
/// durable on SQLite can be faster by much.
/// </summary>
internal sealed class RawSqlite : IDisposable
{
    private const int PrefillRows = 5000;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _read;
    private readonly byte[] _body;
    private long _first = 1;
    private long _last;

    public RawSqlite(string directory, int bodyBytes, long waiting = 0)
    {
        _connection = SqliteConnection.Open(Path.Combine(directory, "raw.db"), readOnly: false);
        _connection.Execute(BrokerStore.Pragmas(Durability.Full));
        _connection.Execute("CREATE TABLE message (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        _insert = _connection.Prepare("INSERT INTO message (seq, body) VALUES (?, ?)");
        _delete = _connection.Prepare("DELETE FROM message WHERE seq = ?");
        _read = _connection.Prepare("SELECT seq, body FROM message WHERE seq >= ? ORDER BY seq LIMIT ?");
        _body = new byte[bodyBytes];
        Random.Shared.NextBytes(_body);
        while (waiting > 0)
            waiting -= Insert((int)Math.Min(waiting, PrefillRows));
    }

    /// <summary>Messages inserted, committed, deleted and committed in a second.</summary>
    public double Run(TimeSpan time, int rowsPerTransaction)
    {
        var start = TimeProvider.System.GetTimestamp();
        long messages = 0;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            messages += Insert(rowsPerTransaction);
            Delete(rowsPerTransaction);
        }

        return messages / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>
    /// In turns of so many messages: what inserting alone makes in a second, and what reading and deleting does. Read, because a
    /// backlog is not in anybody's memory.
    /// </summary>
    public PhaseRates RunPhases(TimeSpan time, int rowsPerTransaction, int turn)
    {
        var phases = new PhaseClock();
        while (phases.Elapsed < time)
        {
            phases.Publish(turn, () => Turn(Insert));
            phases.Deliver(turn, () => Turn(ReadAndDelete));
        }

        return phases.Rates;

        void Turn(Func<int, int> step)
        {
            for (var rows = 0; rows < turn; rows += rowsPerTransaction)
                step(Math.Min(rowsPerTransaction, turn - rows));
        }
    }

    public void Dispose() => _connection.Dispose();

    private int Insert(int rows)
    {
        _connection.Execute("BEGIN IMMEDIATE");
        for (var i = 0; i < rows; i++)
            _insert.Bind(1, ++_last).Bind(2, _body).Run();
        _connection.Execute("COMMIT");
        return rows;
    }

    private int ReadAndDelete(int rows)
    {
        _read.Bind(1, _first).Bind(2, rows);
        while (_read.Step())
            _ = _read.Blob(1).ToArray();
        return Delete(rows);
    }

    private int Delete(int rows)
    {
        _connection.Execute("BEGIN IMMEDIATE");
        for (var i = 0; i < rows; i++)
            _delete.Bind(1, _first++).Run();
        _connection.Execute("COMMIT");
        return rows;
    }
}
