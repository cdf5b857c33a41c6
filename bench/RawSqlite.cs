using Messaging;

namespace Bench;

/// <summary>
/// The reference: insert and delete of a body in the plainest table there is, through the same wrapper and native library
/// and with the same settings as the broker's, one thread, one transaction for so many rows. Nothing durable on SQLite can
/// be faster by much.
/// </summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly byte[] _body;
    private long _sequence;

    public RawSqlite(string directory, int bodyBytes)
    {
        _connection = SqliteConnection.Open(Path.Combine(directory, "raw.db"), readOnly: false);
        _connection.Execute(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4000; PRAGMA synchronous=FULL");
        _connection.Execute("CREATE TABLE message (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        _insert = _connection.Prepare("INSERT INTO message (seq, body) VALUES (?, ?)");
        _delete = _connection.Prepare("DELETE FROM message WHERE seq = ?");
        _body = new byte[bodyBytes];
        Random.Shared.NextBytes(_body);
    }

    /// <summary>Messages inserted, committed, deleted and committed in a second.</summary>
    public double Run(TimeSpan time, int rowsPerTransaction)
    {
        var start = TimeProvider.System.GetTimestamp();
        long messages = 0;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            var first = _sequence + 1;
            _connection.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < rowsPerTransaction; i++)
                _insert.Bind(1, ++_sequence).Bind(2, _body).Run();
            _connection.Execute("COMMIT");
            _connection.Execute("BEGIN IMMEDIATE");
            for (var sequence = first; sequence <= _sequence; sequence++)
                _delete.Bind(1, sequence).Run();
            _connection.Execute("COMMIT");
            messages += rowsPerTransaction;
        }

        return messages / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => _connection.Dispose();
}
