using System.Globalization;
using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>
/// The tables of one queue with their prepared statements. <c>ready_N</c>: by sequence, deleted on acknowledge. <c>batch_N</c>: those
/// that came together, if nothing has to be noted of them (<see cref="BatchTable"/>). <c>delayed_N</c>: by due time (<see cref="DelayedTable"/>);
/// a due message moves to the end of ready. A message is in one of them. It also knows how many there are, so that nobody ever has to count them.
/// Used by the writer's thread only, inside a transaction.
/// </summary>
internal sealed class QueueTable
{
    private readonly SqliteConnection _connection;
    private readonly SharedBodyTable _shared;
    private readonly string _ready;
    private readonly List<SqliteStatement> _statements = [];
    private readonly SqliteStatement _insertNew;
    private readonly SqliteStatement _insertReady;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteRun;
    private readonly SqliteStatement _updateAttempts;
    private readonly SqliteStatement _selectOne;
    private readonly SqliteStatement _selectKey;
    private readonly BatchTable _batches;
    private readonly DelayedTable _delayed;
    private readonly ReadyReader _reader;
    private readonly List<QueueTable> _touched;
    private readonly List<Arrived> _arrived = [];
    private readonly List<long> _deleted = [];
    private QueueDepth _committed;
    private bool _wasDepthKept;
    private bool _isTouched;
    private bool _hasKeyIndex;

    /// <param name="connection">The writer's connection.</param>
    /// <param name="shared">The bodies that several queues share.</param>
    /// <param name="batches">What makes batches, for all queues.</param>
    /// <param name="touched">Where the table notes itself when the open transaction changes it.</param>
    /// <param name="queueId">The queue.</param>
    /// <param name="depth">What it holds.</param>
    /// <param name="isDepthKept">Whether that was stored, or counted.</param>
    public QueueTable(
        SqliteConnection connection,
        SharedBodyTable shared,
        BatchWriter batches,
        List<QueueTable> touched,
        long queueId,
        QueueDepth depth,
        bool isDepthKept)
    {
        IsDepthKept = _wasDepthKept = isDepthKept;
        _connection = connection;
        _shared = shared;
        _touched = touched;
        QueueId = queueId;
        Depth = _committed = depth;
        _ready = string.Create(CultureInfo.InvariantCulture, $"ready_{queueId}");
        _insertNew = Prepare($"INSERT INTO {_ready} (seq, attempts, allowance_from, at, head, body) VALUES (?1, 0, 0, ?2, ?3, ?4)");
        _insertReady = Prepare(
            $"INSERT INTO {_ready} (seq, attempts, allowance_from, at, head, body, key, shared, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _delete = Prepare($"DELETE FROM {_ready} WHERE seq = ?");
        _deleteRun = Prepare($"DELETE FROM {_ready} WHERE seq BETWEEN ? AND ?");
        _updateAttempts = Prepare($"UPDATE {_ready} SET attempts = ?2, allowance_from = ?3, due = ?4 WHERE seq = ?1");
        _selectOne = Prepare($"SELECT {EntryRow.Columns} FROM {_ready} WHERE seq = ?");
        _selectKey = Prepare($"SELECT {EntryRow.Columns} FROM {_ready} WHERE key = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?");
        _batches = new BatchTable(connection, Prepare, shared, batches, queueId);
        _delayed = new DelayedTable(connection, Prepare, shared, queueId);
        _reader = new ReadyReader(connection.Path, Prepare, shared, queueId);
    }

    public long QueueId { get; }

    /// <summary>Whether the stored depth is the present one, or noted as unknown.</summary>
    public bool IsDepthKept { get; set; }

    /// <summary>What the tables hold, the open transaction included.</summary>
    public QueueDepth Depth { get; private set; }

    public static void Create(SqliteConnection connection, long queueId)
    {
        CreateRows(connection, queueId);
        BatchTable.Create(connection, queueId);
        DelayedTable.Create(connection, queueId);
    }

    private static void CreateRows(SqliteConnection connection, long queueId) => connection.Execute($"""
        CREATE TABLE ready_{queueId} (
            seq INTEGER PRIMARY KEY,
            attempts INTEGER NOT NULL,
            allowance_from INTEGER NOT NULL,
            at INTEGER NOT NULL,
            head BLOB NOT NULL,
            body BLOB NOT NULL,
            key TEXT NULL,
            due INTEGER NULL,
            shared INTEGER NULL
        );
        """);

    /// <summary>The next sequence. Never given out again: not even after a rollback in this process.</summary>
    public long NextSequence()
    {
        Change(0, 0, Depth.LastSequence + 1);
        return Depth.LastSequence;
    }

    /// <param name="entry">A message that is to be delivered.</param>
    /// <param name="head">Everything but its body.</param>
    public void Insert(Entry entry, byte[] head)
    {
        // Of most there is nothing to say but that they wait: those are written with the others of the transaction.
        if (entry is { Key: null, Attempts: 0 })
            _arrived.Add(new Arrived(entry, head));
        else
            InsertRow(entry, head, entry.Attempts, entry.AllowanceFrom, null);
        Change(1, 0, Depth.LastSequence);
    }

    public void InsertDelayed(long due, Entry entry, byte[] head)
    {
        _delayed.Insert(due, entry, head, entry.Attempts, entry.AllowanceFrom);
        Change(0, 1, Depth.LastSequence);
    }

    /// <summary>
    /// Deletes a message that has left the queue; done with the others of the transaction, run by run, which is what makes
    /// acknowledging cheaper than publishing.
    /// </summary>
    public void Delete(Entry entry)
    {
        Leave(entry);
        if (entry.SharedBody is { } shared)
            _shared.Release(shared, 1);
        Change(-1, 0, Depth.LastSequence);
    }

    /// <summary>Notes what became of a delivery; a message that was stored with others gets a row of its own.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="attempts">Deliveries that are over.</param>
    /// <param name="allowanceFrom">Those that do not count.</param>
    /// <param name="due">For the head of an ordering key, which keeps its place: not before this time; null for at once.</param>
    public void UpdateAttempts(Entry entry, int attempts, int allowanceFrom, long? due)
    {
        if (entry.Batch is { } batch && _batches.TryLeave(batch, entry.Place))
            InsertRow(entry, MessageHead.Write(entry.Message), attempts, allowanceFrom, due);
        else
            _updateAttempts.Bind(1, entry.Sequence).Bind(2, attempts).Bind(3, allowanceFrom).Bind(4, due).Run();
        Change(0, 0, Depth.LastSequence);
    }

    /// <summary>Moves a message from ready to delayed.</summary>
    public void Delay(Entry entry, long due, int attempts, int allowanceFrom)
    {
        _delayed.Insert(due, entry, MessageHead.Write(entry.Message), attempts, allowanceFrom);
        Leave(entry);
        Change(-1, 1, Depth.LastSequence);
    }

    /// <summary>Moves up to <paramref name="max"/> due messages to the end of ready; answers with them as they now are.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="max">How many, at most.</param>
    /// <param name="damaged">Told of each that turns out not to be as it was written; it is not moved.</param>
    public List<Entry> PromoteDue(long now, int max, Action<StoreDamagedException> damaged)
    {
        var due = _delayed.ReadDue(now, max, damaged);
        var promoted = new List<Entry>(due.Count);
        foreach (var (entry, at) in due)
        {
            _delayed.Delete(at, entry.Sequence);
            var moved = entry.WithSequence(NextSequence());
            Insert(moved, MessageHead.Write(moved.Message));
            Change(0, -1, Depth.LastSequence);
            promoted.Add(moved);
        }

        return promoted;
    }

    /// <summary>When the next message that waits for its time is due, Unix milliseconds; null when there is none.</summary>
    public long? NextDue() => _delayed.NextDue();

    /// <exception cref="StoreDamagedException">It is not as it was written.</exception>
    public Entry? Find(long sequence)
    {
        Flush();
        _selectOne.Bind(1, sequence);
        try
        {
            var found = _selectOne.Step() ? EntryRow.Read(_selectOne, _shared) : null;
            _selectOne.Reset();
            return found ?? _batches.Find(sequence);
        }
        catch (Exception e) when (StoreDamage.IsOfData(e))
        {
            throw Damaged(_selectOne, _ready, e);
        }
    }

    /// <summary>
    /// The next messages in sequence, until there are <paramref name="max"/> of them or their bodies have
    /// <paramref name="maxBytes"/>; at least one, if there is one. Says whether there are no more.
    /// </summary>
    public List<Entry> ReadAfter(long sequence, int max, long maxBytes, out bool isEnd) =>
        _reader.Read(sequence, long.MaxValue, max, maxBytes, out isEnd);

    /// <summary>The messages of one ordering key between two sequences, both included.</summary>
    /// <exception cref="StoreDamagedException">One of them is not as it was written.</exception>
    public List<Entry> ReadKey(string key, long from, long to, int max, long maxBytes, out bool isEnd)
    {
        // Only needed when thousands wait behind one key; until then keyed messages cost no index.
        if (!_hasKeyIndex)
            _connection.Execute($"CREATE INDEX IF NOT EXISTS {_ready}_by_key ON {_ready} (key) WHERE key IS NOT NULL");
        _hasKeyIndex = true;
        try
        {
            return EntryRow.ReadAll(_selectKey.Bind(1, key).Bind(2, from).Bind(3, to).Bind(4, max), _shared, max, maxBytes, out isEnd);
        }
        catch (Exception e) when (StoreDamage.IsOfData(e))
        {
            throw Damaged(_selectKey, _ready, e);
        }
    }

    /// <summary>Deletes everything but the given leased messages; answers with how many.</summary>
    public long Purge(IReadOnlyCollection<Entry> leased)
    {
        Flush();
        var kept = string.Join(',', leased.Select(entry => entry.Sequence));
        _delayed.Clear();
        _shared.ReleaseAll($"SELECT shared FROM {_ready} WHERE shared IS NOT NULL AND seq NOT IN ({kept})");
        _connection.Execute(leased.Count == 0 ? $"DELETE FROM {_ready}" : $"DELETE FROM {_ready} WHERE seq NOT IN ({kept})");
        var left = _connection.Scalar($"SELECT COUNT(*) FROM {_ready}") + _batches.Purge(leased);
        var purged = Depth.Ready + Depth.Delayed - left;
        Change(left - Depth.Ready, -Depth.Delayed, Depth.LastSequence);
        return purged;
    }

    /// <summary>Carries out what was put off to the end of the transaction.</summary>
    public void Flush()
    {
        WriteArrived();
        DeleteRows();
        _batches.Flush();
    }

    private void WriteArrived()
    {
        for (var messages = CollectionsMarshal.AsSpan(_arrived); messages.Length > 0;)
        {
            var together = _batches.Add(messages);
            if (together == 0)
                InsertRow(messages[0]);
            messages = messages[Math.Max(1, together)..];
        }

        _arrived.Clear();
    }

    private void InsertRow(in Arrived arrived)
    {
        var (entry, head) = arrived;
        if (entry.SharedBody is null)
            _insertNew.Bind(1, entry.Sequence).Bind(2, entry.PublishedAt).Bind(3, head).Run(4, entry.Message.Body.Span);
        else
            InsertRow(entry, head, 0, entry.AllowanceFrom, null);
    }

    /// <summary>Sequences that follow each other go in one statement.</summary>
    private void DeleteRows()
    {
        if (_deleted.Count == 0)
            return;
        _deleted.Sort();
        for (var i = 0; i < _deleted.Count;)
        {
            var first = _deleted[i];
            var last = first;
            while (++i < _deleted.Count && _deleted[i] == last + 1)
                last = _deleted[i];
            if (first == last)
                _delete.Bind(1, first).Run();
            else
                _deleteRun.Bind(1, first).Bind(2, last).Run();
        }

        _deleted.Clear();
    }

    /// <summary>The transaction has committed.</summary>
    public void Committed()
    {
        _batches.Committed();
        _committed = Depth;
        _wasDepthKept = IsDepthKept;
        _isTouched = false;
    }

    /// <summary>The transaction was undone: the depth is what it was, but sequences stay given out.</summary>
    public void Undone()
    {
        _arrived.Clear();
        _deleted.Clear();
        _batches.Undone();
        Depth = _committed with { LastSequence = Depth.LastSequence };
        IsDepthKept = _wasDepthKept;
        _isTouched = false;
    }

    public void Drop()
    {
        // What leaves within this transaction has released what it shares, and must not be found again below.
        Flush();
        _delayed.Release();
        _shared.ReleaseAll($"SELECT shared FROM {_ready} WHERE shared IS NOT NULL");
        _batches.ReleaseAll(new HashSet<long>());
        foreach (var statement in _statements)
            _connection.Forget(statement);
        _connection.Execute($"DROP TABLE {_ready}");
        _delayed.Drop();
        BatchTable.Drop(_connection, QueueId);
    }

    private void InsertRow(Entry entry, byte[] head, int attempts, int allowanceFrom, long? due) =>
        _insertReady.Bind(1, entry.Sequence).Bind(2, attempts).Bind(3, allowanceFrom).Bind(4, entry.PublishedAt)
            .Bind(5, head).Bind(7, entry.Key).Bind(8, entry.SharedBody).Bind(9, due).Run(6, entry.OwnBody);

    /// <summary>What is to be thrown for a row that a statement stands at; the statement can be used again.</summary>
    private StoreDamagedException Damaged(SqliteStatement row, string table, Exception error)
    {
        var damaged = StoreDamage.OfRow(_connection.Path, table, row.Int64(0), error);
        row.Reset();
        return damaged;
    }

    /// <summary>It is not ready any more: its row goes, or its place in its batch.</summary>
    private void Leave(Entry entry)
    {
        if (entry.Batch is null || !_batches.TryLeave(entry.Batch, entry.Place))
            _deleted.Add(entry.Sequence);
    }

    private void Change(long ready, long delayed, long lastSequence)
    {
        Depth = new QueueDepth(Depth.Ready + ready, Depth.Delayed + delayed, lastSequence);
        if (_isTouched)
            return;
        _isTouched = true;
        _touched.Add(this);
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = _connection.Prepare(sql);
        _statements.Add(statement);
        return statement;
    }
}
