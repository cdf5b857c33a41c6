namespace Messaging.Embedded;

/// <summary>
/// Reads shared bodies on one connection, and keeps those that it read last: neighbours share a row, and the queues of a topic read the same
/// ones, which then are in memory once for all of them. What is stored under a number never changes, and no number is given out twice.
/// Not synchronised.
/// </summary>
/// <param name="prepare">Prepares a statement on the connection that is to read.</param>
/// <param name="keptBytes">How much is kept at most; a row's worth by default.</param>
internal sealed class SharedBodyReader(Func<string, SqliteStatement> prepare, int keptBytes = SharedBodyTable.MaxRowBytes) : ISharedBodies
{
    private readonly SqliteStatement _select = prepare("""
        SELECT u.id, u.count, b.body FROM shared_use u JOIN shared_body b ON b.id = u.id WHERE u.id <= ? ORDER BY u.id DESC LIMIT 1
        """);

    private readonly Dictionary<long, byte[]> _kept = [];
    private readonly Queue<long> _order = new();
    private long _bytes;

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => _order.Count == 0;

    public byte[] Read(long id)
    {
        if (_kept.TryGetValue(id, out var kept))
            return kept;
        try
        {
            if (!_select.Bind(1, id).Step() || id >= _select.Int64(0) + _select.Int32(1))
                throw new InvalidDataException($"The body {id} that it shares is gone.");
            var (first, count) = (_select.Int64(0), _select.Int32(1));
            var bodies = SharedBodyPack.Read(_select.Blob(2), count);
            for (var i = 0; i < count; i++)
                Keep(first + i, bodies[i]);
            return bodies[(int)(id - first)];
        }
        finally
        {
            _select.Reset();
        }
    }

    /// <summary>Keeps nothing of what was read so far.</summary>
    public void Clear()
    {
        _kept.Clear();
        _order.Clear();
        _bytes = 0;
    }

    private void Keep(long id, byte[] body)
    {
        if (!_kept.TryAdd(id, body))
            return;
        _order.Enqueue(id);
        for (_bytes += body.Length; _bytes > keptBytes; _bytes -= body.Length)
            _kept.Remove(_order.Dequeue(), out body!);
    }
}
