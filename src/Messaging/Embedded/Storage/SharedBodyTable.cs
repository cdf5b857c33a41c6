namespace Messaging.Embedded;

/// <summary>
/// Bodies that several queues share: stored once, with the number of messages that use them, and deleted with the last.
/// The number is in a table of its own, so that counting down does not rewrite the body. Used by the writer's thread only.
/// </summary>
internal sealed class SharedBodyTable
{
    /// <summary>A body that reaches more than one queue and is at least this long is shared; a shorter one costs more to count than to copy.</summary>
    public const int MinBytes = 512;

    /// <summary>Reads one body, on any connection.</summary>
    public const string Select = "SELECT body FROM shared_body WHERE id = ?";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _insertUses;
    private readonly SqliteStatement _countDown;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteUses;
    private readonly Dictionary<long, int> _released = [];

    public SharedBodyTable(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.Prepare("INSERT INTO shared_body (body) VALUES (?)");
        _insertUses = connection.Prepare("INSERT INTO shared_use (id, uses) VALUES (?, ?)");
        _countDown = connection.Prepare("UPDATE shared_use SET uses = uses - ?2 WHERE id = ?1 RETURNING uses");
        _delete = connection.Prepare("DELETE FROM shared_body WHERE id = ?");
        _deleteUses = connection.Prepare("DELETE FROM shared_use WHERE id = ?");
    }

    /// <param name="select">A statement of <see cref="Select"/>.</param>
    /// <param name="id">The body.</param>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public static byte[] Read(SqliteStatement select, long id)
    {
        if (!select.Bind(1, id).Step())
            throw new InvalidDataException($"The body {id} that it shares is gone.");
        var body = select.Blob(0).ToArray();
        select.Reset();
        return body;
    }

    /// <summary>Stores a body for so many messages.</summary>
    public long Add(ReadOnlySpan<byte> body, int uses)
    {
        _insert.Bind(1, body).Run();
        var id = _connection.LastInsertRowId;
        _insertUses.Bind(1, id).Bind(2, uses).Run();
        return id;
    }

    /// <summary>So many messages no longer use it. Carried out with <see cref="Flush"/>.</summary>
    public void Release(long id, int uses) => _released[id] = _released.GetValueOrDefault(id) + uses;

    /// <summary>Releases each body that the query answers with, once for each row.</summary>
    public void ReleaseAll(string query)
    {
        foreach (var id in _connection.Numbers(query))
            Release(id, 1);
    }

    public void Flush()
    {
        if (_released.Count == 0)
            return;
        foreach (var (id, uses) in _released)
        {
            var isUsed = _countDown.Bind(1, id).Bind(2, uses).Step() && _countDown.Int64(0) > 0;
            _countDown.Reset();
            if (isUsed)
                continue;
            _delete.Bind(1, id).Run();
            _deleteUses.Bind(1, id).Run();
        }

        _released.Clear();
    }

    /// <summary>The transaction was undone.</summary>
    public void Undone() => _released.Clear();
}
