using System.Globalization;

namespace Messaging.Embedded;

/// <summary>
/// The messages of one queue that wait for their time (<c>delayed_N</c>), by due time. One that cannot be read stays where it is and holds
/// up no other: it is told of once, and passed over from then on. Used by the writer's thread only, inside a transaction.
/// </summary>
internal sealed class DelayedTable
{
    private readonly SqliteConnection _connection;
    private readonly SharedBodyTable _shared;
    private readonly string _table;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _select;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _first;

    // Sequences. Forgotten with the table, when the store is opened again.
    private readonly HashSet<long> _unreadable = [];

    /// <param name="connection">The writer's connection.</param>
    /// <param name="prepare">Prepares a statement that goes with the queue.</param>
    /// <param name="shared">The bodies that several queues share.</param>
    /// <param name="queueId">The queue.</param>
    public DelayedTable(SqliteConnection connection, Func<string, SqliteStatement> prepare, SharedBodyTable shared, long queueId)
    {
        _connection = connection;
        _shared = shared;
        _table = string.Create(CultureInfo.InvariantCulture, $"delayed_{queueId}");
        _insert = prepare($"INSERT INTO {_table} (due, seq, attempts, allowance_from, at, head, body, shared) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        _select = prepare($"SELECT {EntryRow.Columns} FROM {_table} WHERE due <= ? ORDER BY due, seq LIMIT ?");
        _delete = prepare($"DELETE FROM {_table} WHERE due = ? AND seq = ?");
        _first = prepare($"SELECT due, seq FROM {_table} ORDER BY due, seq LIMIT ?");
    }

    public static void Create(SqliteConnection connection, long queueId) => connection.Execute($"""
        CREATE TABLE delayed_{queueId} (
            due INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            allowance_from INTEGER NOT NULL,
            at INTEGER NOT NULL,
            head BLOB NOT NULL,
            body BLOB NOT NULL,
            shared INTEGER NULL,
            PRIMARY KEY (due, seq)
        ) WITHOUT ROWID;
        """);

    public void Insert(long due, Entry entry, byte[] head, int attempts, int allowanceFrom) =>
        _insert.Bind(1, due).Bind(2, entry.Sequence).Bind(3, attempts).Bind(4, allowanceFrom)
            .Bind(5, entry.PublishedAt).Bind(6, head).Bind(7, entry.OwnBody).Bind(8, entry.SharedBody).Run();

    public void Delete(long due, long sequence) => _delete.Bind(1, due).Bind(2, sequence).Run();

    /// <summary>What is due, the earliest first, with when it was.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="max">How many, at most.</param>
    /// <param name="damaged">Told of each that turns out not to be as it was written.</param>
    public List<(Entry Entry, long Due)> ReadDue(long now, int max, Action<StoreDamagedException> damaged)
    {
        var found = new List<(Entry, long)>();
        _select.Bind(1, now).Bind(2, max + _unreadable.Count);
        while (found.Count < max && _select.Step())
        {
            var sequence = _select.Int64(0);
            if (_unreadable.Contains(sequence))
                continue;
            try
            {
                found.Add((EntryRow.ReadDelayed(_select, _shared, out var due), due));
            }
            catch (Exception e) when (StoreDamage.IsOfData(e))
            {
                _unreadable.Add(sequence);
                damaged(StoreDamage.OfRow(_connection.Path, _table, sequence, e));
            }
        }

        _select.Reset();
        return found;
    }

    /// <summary>When the next of those that can be read is due, Unix milliseconds; null when there is none.</summary>
    public long? NextDue()
    {
        long? due = null;
        _first.Bind(1, 1 + _unreadable.Count);
        while (due is null && _first.Step())
            due = _unreadable.Contains(_first.Int64(1)) ? null : _first.Int64(0);
        _first.Reset();
        return due;
    }

    /// <summary>Deletes all of them. Without a WHERE SQLite drops whole pages instead of visiting the rows.</summary>
    public void Clear()
    {
        Release();
        _connection.Execute($"DELETE FROM {_table}");
        _unreadable.Clear();
    }

    /// <summary>The statements of the queue are forgotten by now.</summary>
    public void Drop() => _connection.Execute($"DROP TABLE {_table}");

    /// <summary>Gives back the bodies that they share with other queues.</summary>
    public void Release() => _shared.ReleaseAll($"SELECT shared FROM {_table} WHERE shared IS NOT NULL");
}
