namespace Messaging.Embedded;

/// <summary>
/// Reads what a queue has to deliver, in sequence: rows of <c>ready_N</c> and messages of batches, merged. Whoever reads beside the
/// writer does so in one transaction: a message that leaves its batch for a row of its own is then in one of them.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="prepare">Prepares a statement on the connection that is to read.</param>
/// <param name="shared">The bodies that several queues share, on the same connection.</param>
/// <param name="queueId">The queue.</param>
internal sealed class ReadyReader(string path, Func<string, SqliteStatement> prepare, ISharedBodies shared, long queueId)
{
    private readonly SqliteStatement _rows = prepare(
        $"SELECT {EntryRow.Columns} FROM ready_{queueId} WHERE seq > ?1 AND seq <= ?2 ORDER BY seq");

    // From the batch on that the first of them may be in; not that one again when it has been read to its end.
    private readonly SqliteStatement _batches = prepare($"""
        SELECT b.first, b.count, b.last, b.data, s.bits FROM batch_{queueId} b LEFT JOIN settled_{queueId} s ON s.first = b.first
        WHERE b.first >= COALESCE((SELECT MAX(first) FROM batch_{queueId} WHERE first <= ?1), 0) AND b.first <= ?2 AND (b.first > ?1 OR b.last > ?1)
        ORDER BY b.first
        """);

    private List<Entry> _found = [];
    private long _bytes;

    /// <summary>
    /// The messages after one sequence and up to another, until there are <paramref name="max"/> of them or their bodies have
    /// <paramref name="maxBytes"/>: at least one, if there is one, and the last batch to its end. Says whether there are no more.
    /// </summary>
    /// <exception cref="StoreDamagedException">The next message is not as it was written.</exception>
    public List<Entry> Read(long after, long until, int max, long maxBytes, out bool isEnd)
    {
        (_found, _bytes) = ([], 0);
        try
        {
            isEnd = TryReadAll(after, until, max, maxBytes);
            return _found;
        }
        catch (StoreDamagedException) when (_found.Count > 0)
        {
            // First what can be read; who reads on from there hears of it.
            isEnd = false;
            return _found;
        }
        finally
        {
            _rows.Reset();
            _batches.Reset();
            _found = [];
        }
    }

    private bool TryReadAll(long after, long until, int max, long maxBytes)
    {
        bool HasRoom() => _found.Count < max && _bytes < maxBytes;

        _rows.Bind(1, after).Bind(2, until);
        _batches.Bind(1, after).Bind(2, until);
        var bodies = default(BodyArrays);
        var row = NextRow(); // its sequence; what it says is read in its turn
        while (HasRoom() && _batches.Step())
        {
            var batch = new Batch(_batches.Int64(0), _batches.Int32(1));
            var before = _found.Count;
            try
            {
                var settled = _batches.Blob(4);
                for (var messages = new BatchReader(_batches.Blob(3), batch.Count, _batches.Int64(2) - batch.First); messages.MoveNext();)
                {
                    var sequence = batch.First + messages.Offset;
                    if (sequence <= after || sequence > until || BatchProgress.HasLeft(settled, messages.Place))
                        continue;
                    for (; row < sequence; row = NextRow())
                    {
                        if (!HasRoom())
                            return false;
                        AddRow();
                    }

                    // A batch is small, but not what is behind the references in it.
                    if (messages.SharedBody is not null && !HasRoom())
                        return false;
                    Add(EntryRow.Read(batch, messages, messages.SharedBody is { } id ? shared.Read(id) : bodies.Copy(messages.Body)));
                }
            }
            catch (Exception e) when (StoreDamage.IsOfData(e))
            {
                _found.RemoveRange(before, _found.Count - before); // None of it, rather than half.
                throw StoreDamage.OfRow(path, $"batch_{queueId}", batch.First, e);
            }
        }

        for (; row is not null && HasRoom(); row = NextRow())
            AddRow();
        return row is null && HasRoom();
    }

    private long? NextRow() => _rows.Step() ? _rows.Int64(0) : null;

    private void AddRow()
    {
        try
        {
            Add(EntryRow.Read(_rows, shared));
        }
        catch (Exception e) when (StoreDamage.IsOfData(e))
        {
            throw StoreDamage.OfRow(path, $"ready_{queueId}", _rows.Int64(0), e);
        }
    }

    private void Add(Entry entry)
    {
        _found.Add(entry);
        _bytes += entry.Message.Body.Length;
    }
}
