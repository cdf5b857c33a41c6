namespace Messaging.Embedded;

/// <summary>
/// Looks at the messages of a queue without taking them, on a connection of its own, beside the writer. A look is one short
/// read transaction, one at a time, bounded by messages and bytes, and never checkpoints.
/// </summary>
internal sealed class QueueReader : IDisposable
{
    /// <summary>Most bytes of bodies in one look; at least one message is answered, if there is one.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly SqliteConnection _connection;
    private readonly SharedBodyReader _shared;
    private readonly Lock _lock = new();

    public QueueReader(string path)
    {
        _connection = SqliteConnection.Open(path, readOnly: true);
        _connection.Execute("PRAGMA query_only=ON");
        _shared = new SharedBodyReader(_connection.Prepare);
    }

    /// <summary>Up to <paramref name="max"/> messages after a sequence, in sequence, whether ready, leased or not due.</summary>
    /// <exception cref="UnknownQueueException">The queue does not exist any more.</exception>
    /// <exception cref="StoreDamagedException">What comes next cannot be read.</exception>
    public List<PeekedMessage> Peek(long queueId, string queue, long after, int max)
    {
        lock (_lock)
        {
            // One transaction: a message that moves between the two tables meanwhile is in one of them, and not in both.
            _connection.Execute("BEGIN");
            try
            {
                if (!Exists(queueId))
                    throw new UnknownQueueException(queue);

                // A sequence is in one of the tables only. What is not due has no index by sequence; with a limit SQLite keeps no
                // more than that many of its rows while it looks for the smallest. Beyond where one of the reads ended nothing
                // is certain.
                var (ready, readyEnd) = ReadReady(queueId, after, max);
                var (notDue, end) = ReadNotDue(queueId, after, readyEnd, max);
                return [.. ready.Concat(notDue).Where(m => m.Sequence <= end).OrderBy(m => m.Sequence).Take(max)];
            }
            finally
            {
                _connection.Execute("COMMIT");
            }
        }
    }

    /// <summary>Waits for a look that is under way: SQLite must not be closed under it.</summary>
    public void Dispose()
    {
        lock (_lock)
            _connection.Dispose();
    }

    private bool Exists(long queueId) =>
        _connection.Scalar($"SELECT COUNT(*) FROM queue WHERE id = {queueId}") > 0;

    /// <summary>What was found, and up to which sequence that is everything.</summary>
    private (List<PeekedMessage> Found, long End) ReadReady(long queueId, long after, int max)
    {
        var statements = new List<SqliteStatement>();
        SqliteStatement Prepare(string sql)
        {
            statements.Add(_connection.Prepare(sql));
            return statements[^1];
        }

        try
        {
            var ready = new ReadyReader(_connection.Path, Prepare, _shared, queueId).Read(after, long.MaxValue, max, MaxBytes, out var isEnd);
            return ([.. ready.Select(entry => Peeked(entry, entry.Due))], isEnd ? long.MaxValue : ready[^1].Sequence);
        }
        finally
        {
            foreach (var statement in statements)
                _connection.Forget(statement);
        }
    }

    private (List<PeekedMessage> Found, long End) ReadNotDue(long queueId, long after, long until, int max)
    {
        var found = new List<PeekedMessage>();
        var select = _connection.Prepare($"SELECT {EntryRow.Columns} FROM delayed_{queueId} WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3")
            .Bind(1, after).Bind(2, until).Bind(3, max);
        try
        {
            for (long bytes = 0; found.Count < max && bytes < MaxBytes; bytes += found[^1].Message.Body.Length)
            {
                if (!select.Step())
                    return (found, until);
                found.Add(Peeked(EntryRow.ReadDelayed(select, _shared, out var due), due));
            }

            return (found, found[^1].Sequence);
        }
        catch (Exception e) when (StoreDamage.IsOfData(e))
        {
            // First what can be read, as of what is ready.
            return found.Count > 0
                ? (found, found[^1].Sequence)
                : throw StoreDamage.OfRow(_connection.Path, $"delayed_{queueId}", select.Int64(0), e);
        }
        finally
        {
            _connection.Forget(select);
        }
    }

    private static PeekedMessage Peeked(Entry entry, long due) => new(
        entry.Sequence,
        entry.Message,
        DateTimeOffset.FromUnixTimeMilliseconds(entry.PublishedAt),
        entry.Attempts,
        due > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null);
}
