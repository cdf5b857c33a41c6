using System.Globalization;

namespace Messaging.Embedded;

/// <summary>
/// The two tables of one queue with their prepared statements. <c>ready_N</c>: by sequence, deleted on acknowledge.
/// <c>delayed_N</c>: by due time; a due message moves to the end of ready. Used by the writer's thread only.
/// </summary>
internal sealed class QueueTable
{
    private readonly SqliteConnection _connection;
    private readonly string _ready;
    private readonly string _delayed;
    private readonly SqliteStatement _insertReady;
    private readonly SqliteStatement _insertDelayed;
    private readonly SqliteStatement _deleteReady;
    private readonly SqliteStatement _updateAttempts;
    private readonly SqliteStatement _delay;
    private readonly SqliteStatement _selectAfter;
    private readonly SqliteStatement _selectDue;
    private readonly SqliteStatement _deleteDelayed;
    private readonly SqliteStatement _nextDue;

    public QueueTable(SqliteConnection connection, long queueId)
    {
        _connection = connection;
        _ready = string.Create(CultureInfo.InvariantCulture, $"ready_{queueId}");
        _delayed = string.Create(CultureInfo.InvariantCulture, $"delayed_{queueId}");
        _insertReady = connection.Prepare(
            $"INSERT INTO {_ready} (seq, attempts, allowance_from, at, head, body) VALUES (?, ?, ?, ?, ?, ?)");
        _insertDelayed = connection.Prepare(
            $"INSERT INTO {_delayed} (due, seq, attempts, allowance_from, at, head, body) VALUES (?, ?, ?, ?, ?, ?, ?)");
        _deleteReady = connection.Prepare($"DELETE FROM {_ready} WHERE seq = ?");
        _updateAttempts = connection.Prepare($"UPDATE {_ready} SET attempts = ?, allowance_from = ? WHERE seq = ?");
        _delay = connection.Prepare($"""
            INSERT INTO {_delayed} (due, seq, attempts, allowance_from, at, head, body)
            SELECT ?, seq, ?, ?, at, head, body FROM {_ready} WHERE seq = ?
            """);
        _selectAfter = connection.Prepare(
            $"SELECT seq, attempts, allowance_from, at, head, body FROM {_ready} WHERE seq > ? ORDER BY seq LIMIT ?");
        _selectDue = connection.Prepare(
            $"SELECT seq, attempts, allowance_from, at, head, body, due FROM {_delayed} WHERE due <= ? ORDER BY due, seq LIMIT ?");
        _deleteDelayed = connection.Prepare($"DELETE FROM {_delayed} WHERE due = ? AND seq = ?");
        _nextDue = connection.Prepare($"SELECT MIN(due) FROM {_delayed}");
    }

    public static void Create(SqliteConnection connection, long queueId) => connection.Execute($"""
        CREATE TABLE ready_{queueId} (
            seq INTEGER PRIMARY KEY,
            attempts INTEGER NOT NULL,
            allowance_from INTEGER NOT NULL,
            at INTEGER NOT NULL,
            head BLOB NOT NULL,
            body BLOB NOT NULL
        );
        CREATE TABLE delayed_{queueId} (
            due INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            allowance_from INTEGER NOT NULL,
            at INTEGER NOT NULL,
            head BLOB NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (due, seq)
        ) WITHOUT ROWID;
        """);

    public void Insert(Entry entry, ReadOnlySpan<byte> head) => _insertReady
        .Bind(1, entry.Sequence).Bind(2, entry.Attempts).Bind(3, entry.AllowanceFrom).Bind(4, entry.PublishedAt)
        .Bind(5, head).Bind(6, entry.Message.Body.Span).Run();

    public void InsertDelayed(long due, Entry entry, ReadOnlySpan<byte> head) => _insertDelayed
        .Bind(1, due).Bind(2, entry.Sequence).Bind(3, entry.Attempts).Bind(4, entry.AllowanceFrom).Bind(5, entry.PublishedAt)
        .Bind(6, head).Bind(7, entry.Message.Body.Span).Run();

    public void Delete(long sequence) => _deleteReady.Bind(1, sequence).Run();

    public void UpdateAttempts(long sequence, int attempts, int allowanceFrom) =>
        _updateAttempts.Bind(1, attempts).Bind(2, allowanceFrom).Bind(3, sequence).Run();

    /// <summary>Moves a message from ready to delayed.</summary>
    public void Delay(long sequence, long due, int attempts, int allowanceFrom)
    {
        _delay.Bind(1, due).Bind(2, attempts).Bind(3, allowanceFrom).Bind(4, sequence).Run();
        Delete(sequence);
    }

    /// <summary>Moves up to <paramref name="max"/> due messages to the end of ready; answers with them as they now are.</summary>
    public List<Entry> PromoteDue(long now, int max, Func<long> nextSequence)
    {
        var due = new List<(long Due, Entry Entry)>();
        _selectDue.Bind(1, now).Bind(2, max);
        while (_selectDue.Step())
            due.Add((_selectDue.Int64(6), Read(_selectDue)));
        var promoted = new List<Entry>(due.Count);
        foreach (var (at, entry) in due)
        {
            _deleteDelayed.Bind(1, at).Bind(2, entry.Sequence).Run();
            var moved = entry.WithSequence(nextSequence());
            Insert(moved, MessageHead.Write(moved.Message));
            promoted.Add(moved);
        }

        return promoted;
    }

    public long? NextDue()
    {
        var due = _nextDue.Step() ? _nextDue.NullableInt64(0) : null;
        _nextDue.Reset();
        return due;
    }

    /// <summary>
    /// The next messages in sequence, until there are <paramref name="max"/> of them or their bodies have
    /// <paramref name="maxBytes"/>; at least one, if there is one. Says whether there are no more.
    /// </summary>
    public List<Entry> ReadAfter(long sequence, int max, long maxBytes, out bool isEnd)
    {
        var entries = new List<Entry>();
        long bytes = 0;
        _selectAfter.Bind(1, sequence).Bind(2, max);
        while (bytes < maxBytes)
        {
            if (!_selectAfter.Step())
            {
                isEnd = entries.Count < max;
                return entries;
            }

            entries.Add(Read(_selectAfter));
            bytes += entries[^1].Message.Body.Length;
        }

        _selectAfter.Reset();
        isEnd = false;
        return entries;
    }

    public (long Ready, long Delayed, long LastSequence) Count() => (
        _connection.Scalar($"SELECT COUNT(*) FROM {_ready}"),
        _connection.Scalar($"SELECT COUNT(*) FROM {_delayed}"),
        Math.Max(
            _connection.Scalar($"SELECT COALESCE(MAX(seq), 0) FROM {_ready}"),
            _connection.Scalar($"SELECT COALESCE(MAX(seq), 0) FROM {_delayed}")));

    /// <summary>Deletes everything but the given leased messages; answers with how many.</summary>
    public long Purge(IReadOnlyCollection<long> leased)
    {
        // Without a WHERE SQLite drops whole pages instead of visiting the rows.
        _connection.Execute($"DELETE FROM {_delayed}");
        long purged = _connection.Changes;
        _connection.Execute(leased.Count == 0
            ? $"DELETE FROM {_ready}"
            : $"DELETE FROM {_ready} WHERE seq NOT IN ({string.Join(',', leased)})");
        return purged + _connection.Changes;
    }

    public void Drop()
    {
        foreach (var statement in new[]
        {
            _insertReady, _insertDelayed, _deleteReady, _updateAttempts, _delay, _selectAfter, _selectDue, _deleteDelayed, _nextDue,
        })
            _connection.Forget(statement);
        _connection.Execute($"DROP TABLE {_ready}; DROP TABLE {_delayed};");
    }

    private static Entry Read(SqliteStatement row) => new(
        row.Int64(0),
        row.Int32(1),
        row.Int32(2),
        row.Int64(3),
        MessageHead.Read(row.Blob(4), row.Blob(5).ToArray()));
}
