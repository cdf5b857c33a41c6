using System.Buffers;

namespace Messaging.Embedded;

/// <summary>
/// Bodies that several queues share: stored once, with the number of messages that use them, and deleted with the last. Those that come
/// in one commit share rows (<see cref="SharedBodyPack"/>), and are counted together: counting each down by itself, in every commit in
/// which one of its queues lets go of it, cost more than storing it. The count is in a table of its own, so that counting down does not
/// rewrite bodies. Used by the writer's thread only.
/// </summary>
internal sealed class SharedBodyTable : ISharedBodies
{
    /// <summary>A body that reaches more than one queue and is at least this long is shared; a shorter one costs more to count than to copy.</summary>
    public const int MinBytes = 512;

    /// <summary>
    /// The most that shares a row, 64 KiB: one message that nobody settles keeps no more than that on the disk, and reading one reads no
    /// more. A larger body has a row of its own.
    /// </summary>
    public const int MaxRowBytes = 64 * 1024;

    private const int MaxRowCount = MaxRowBytes / MinBytes;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _insertUses;
    private readonly SqliteStatement _findUses;
    private readonly SqliteStatement _setUses;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteUses;
    private readonly SharedBodyReader _reader;
    private readonly List<ReadOnlyMemory<byte>> _added = [];
    private readonly Dictionary<long, int> _released = [];
    private long _next;
    private int _addedBytes;
    private int _addedUses;

    public SharedBodyTable(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.Prepare("INSERT INTO shared_body (id, body) VALUES (?, ?)");
        _insertUses = connection.Prepare("INSERT INTO shared_use (id, uses, count) VALUES (?, ?, ?)");
        _findUses = connection.Prepare("SELECT id, uses, count FROM shared_use WHERE id <= ? ORDER BY id DESC LIMIT 1");
        _setUses = connection.Prepare("UPDATE shared_use SET uses = ?2 WHERE id = ?1");
        _delete = connection.Prepare("DELETE FROM shared_body WHERE id = ?");
        _deleteUses = connection.Prepare("DELETE FROM shared_use WHERE id = ?");
        _reader = new SharedBodyReader(connection.Prepare);

        // SQLite keeps the highest id of a row that there ever was; behind it are the numbers of those in the same row.
        _next = connection.Scalar("SELECT seq FROM sqlite_sequence WHERE name = 'shared_body'") + MaxRowCount;
    }

    /// <summary>Stores a body for so many messages. Carried out, with the others of the transaction, when it is read or with <see cref="Flush"/>.</summary>
    public long Add(ReadOnlyMemory<byte> body, int uses)
    {
        var size = SharedBodyPack.Size(body);
        if (_addedBytes + size > MaxRowBytes)
            WriteAdded();
        _added.Add(body);
        _addedBytes += size;
        _addedUses += uses;
        return _next + _added.Count - 1;
    }

    /// <summary>So many messages no longer use it. Carried out with <see cref="Flush"/>.</summary>
    public void Release(long id, int uses) => _released[id] = _released.GetValueOrDefault(id) + uses;

    /// <summary>Releases each body that the query answers with, once for each row.</summary>
    public void ReleaseAll(string query)
    {
        foreach (var id in _connection.Numbers(query))
            Release(id, 1);
    }

    public byte[] Read(long id)
    {
        WriteAdded();
        return _reader.Read(id);
    }

    public void Flush()
    {
        WriteAdded();
        if (_released.Count == 0)
            return;
        var ids = _released.Keys.Order().ToArray();
        for (var i = 0; i < ids.Length;)
        {
            var (first, uses, count) = FindUses(ids[i]);
            var left = uses;
            var start = i;
            for (; i < ids.Length && ids[i] < first + count; i++)
                left -= _released[ids[i]];
            if (i == start)
                i++; // it is not there
            else
                Write(first, left);
        }

        _released.Clear();
    }

    /// <summary>The transaction was undone.</summary>
    public void Undone()
    {
        _next += _added.Count; // they were given out
        ForgetAdded();
        _released.Clear();
    }

    private void WriteAdded()
    {
        if (_added.Count == 0)
            return;
        if (_added.Count == 1)
            _insert.Bind(1, _next).Run(2, _added[0].Span);
        else
            InsertPack();
        _insertUses.Bind(1, _next).Bind(2, _addedUses).Bind(3, _added.Count).Run();
        _next += _added.Count;
        ForgetAdded();
    }

    private void InsertPack()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_addedBytes);
        try
        {
            var data = buffer.AsSpan(0, _addedBytes);
            SharedBodyPack.Write(data, _added);
            _insert.Bind(1, _next).Run(2, data);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ForgetAdded()
    {
        _added.Clear();
        (_addedBytes, _addedUses) = (0, 0);
    }

    private (long First, long Uses, int Count) FindUses(long id)
    {
        var found = _findUses.Bind(1, id).Step() ? (_findUses.Int64(0), _findUses.Int64(1), _findUses.Int32(2)) : default;
        _findUses.Reset();
        return found;
    }

    private void Write(long id, long uses)
    {
        if (uses > 0)
        {
            _setUses.Bind(1, id).Bind(2, uses).Run();
            return;
        }

        _delete.Bind(1, id).Run();
        _deleteUses.Bind(1, id).Run();
    }
}
