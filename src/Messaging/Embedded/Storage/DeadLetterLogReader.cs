using System.Globalization;

namespace Messaging.Embedded;

/// <summary>
/// Reads the history of all dead letters as a log of changes, on a connection of its own: its row numbers only grow, as
/// <see cref="DeadLetterTable"/> sees to. Each read is one short transaction.
/// </summary>
internal sealed class DeadLetterLogReader : IDisposable
{
    private static readonly string _text =
        $"SELECT {DeadLetterRow.Columns}, head, substr(body, 1, {IDeadLetterLog.MaxBodyBytes.ToString(CultureInfo.InvariantCulture)}) FROM dead_letter";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _events;
    private readonly SqliteStatement _letter;
    private readonly SqliteStatement _letterWithText;
    private readonly SqliteStatement _scan;
    private readonly Lock _lock = new();

    public DeadLetterLogReader(string path)
    {
        _connection = SqliteConnection.Open(path, readOnly: true);
        _connection.Execute("PRAGMA query_only=ON");
        _events = _connection.Prepare("SELECT rowid, dead_letter_id, what = 'failed' FROM dead_letter_event WHERE rowid > ? ORDER BY rowid LIMIT ?");
        _letter = _connection.Prepare($"SELECT {DeadLetterRow.Columns} FROM dead_letter WHERE id = ?");
        _letterWithText = _connection.Prepare(_text + " WHERE id = ?");
        _scan = _connection.Prepare(_text + " WHERE id > ? ORDER BY id LIMIT ?");
        var store = _connection.Prepare("SELECT id FROM store");
        store.Step();
        StoreId = store.Text(0);
        _connection.Forget(store);
    }

    public string StoreId { get; }

    public long Position()
    {
        lock (_lock)
            return _connection.Scalar("SELECT COALESCE(MAX(rowid), 0) FROM dead_letter_event");
    }

    public DeadLetterChanges Read(long after, int max)
    {
        lock (_lock)
        {
            _connection.Execute("BEGIN");
            try
            {
                var position = after;
                var events = 0;
                var changed = new SortedDictionary<long, bool>();
                for (_events.Bind(1, after).Bind(2, max); _events.Step(); events++)
                {
                    position = _events.Int64(0);
                    var id = _events.Int64(1);
                    changed[id] = changed.GetValueOrDefault(id) || _events.Int64(2) != 0;
                }

                return new DeadLetterChanges(position, events < max, [.. changed.Select(c => Find(c.Key, c.Value))]);
            }
            finally
            {
                _connection.Execute("COMMIT");
            }
        }
    }

    public List<DeadLetterChange> Scan(long afterId, int max)
    {
        lock (_lock)
        {
            var found = new List<DeadLetterChange>();
            _scan.Bind(1, afterId).Bind(2, max);
            while (_scan.Step())
                found.Add(WithText(_scan));
            return found;
        }
    }

    /// <summary>Waits for a read that is under way: SQLite must not be closed under it.</summary>
    public void Dispose()
    {
        lock (_lock)
            _connection.Dispose();
    }

    private DeadLetterChange Find(long id, bool withText)
    {
        var select = (withText ? _letterWithText : _letter).Bind(1, id);
        var found = !select.Step() ? new DeadLetterChange(id, null, null)
            : withText ? WithText(select)
            : new DeadLetterChange(id, DeadLetterRow.Read(select), null);
        select.Reset();
        return found;
    }

    private static DeadLetterChange WithText(SqliteStatement row)
    {
        var letter = DeadLetterRow.Read(row);
        var message = DeadLetterRow.ReadMessage(row);
        return new DeadLetterChange(letter.Id, letter, new DeadLetterExcerpt(message.ContentType, message.Headers, message.Body));
    }
}
