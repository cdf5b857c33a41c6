using System.Globalization;

namespace Messaging.Embedded;

/// <summary>
/// The messages of one queue that came together, one row for all of them (<c>batch_N</c>); and, for each batch of which some have left,
/// which these are (<c>settled_N</c>). With the last one the row goes. Its pages are given back unwritten, where a row for
/// each message is taken out of pages that are written for it one last time.
///
/// A row never changes. What has more to be said of it than that it waits - that it was tried, waits for its time or for others of its
/// key - has a row of its own in <c>ready_N</c>, or leaves the batch for one. Used by the writer's thread only, inside a transaction.
/// </summary>
internal sealed class BatchTable
{
    /// <summary>Fewer have rows of their own: a batch of two would be written three times.</summary>
    public const int MinMessages = 8;

    /// <summary>
    /// The largest batch, 64 KiB: one message that nobody settles keeps no more than that on the disk, and reading one message
    /// reads no more.
    /// </summary>
    public const int MaxBytes = 64 * 1024;

    private readonly SqliteConnection _connection;
    private readonly SharedBodyTable _shared;
    private readonly string _batch;
    private readonly string _settled;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _note;
    private readonly SqliteStatement _forget;
    private readonly SqliteStatement _find;
    private readonly BatchWriter _writer;
    private readonly List<BatchProgress> _touched = [];
    private Dictionary<long, BatchProgress>? _progress;
    private BatchProgress? _last;
    private (Batch Batch, long Last, byte[] Data)? _found;

    /// <param name="connection">The writer's connection.</param>
    /// <param name="prepare">Prepares a statement that goes with the queue.</param>
    /// <param name="shared">The bodies that several queues share.</param>
    /// <param name="writer">What makes batches, for all queues.</param>
    /// <param name="queueId">The queue.</param>
    public BatchTable(SqliteConnection connection, Func<string, SqliteStatement> prepare, SharedBodyTable shared, BatchWriter writer, long queueId)
    {
        _writer = writer;
        _connection = connection;
        _shared = shared;
        _batch = string.Create(CultureInfo.InvariantCulture, $"batch_{queueId}");
        _settled = string.Create(CultureInfo.InvariantCulture, $"settled_{queueId}");
        _insert = prepare($"INSERT INTO {_batch} (first, last, count, shared, data) VALUES (?, ?, ?, ?, ?)");
        _delete = prepare($"DELETE FROM {_batch} WHERE first = ?");
        _note = prepare($"INSERT OR REPLACE INTO {_settled} (first, bits) VALUES (?, ?)");
        _forget = prepare($"DELETE FROM {_settled} WHERE first = ?");
        _find = prepare($"SELECT first, count, last, data FROM {_batch} WHERE first <= ? ORDER BY first DESC LIMIT 1");
    }

    private Dictionary<long, BatchProgress> Progress => _progress ??= ReadProgress();

    public static void Create(SqliteConnection connection, long queueId) => connection.Execute($"""
        CREATE TABLE batch_{queueId} (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, count INTEGER NOT NULL, shared INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE TABLE settled_{queueId} (first INTEGER PRIMARY KEY, bits BLOB NOT NULL);
        """);

    public static void Drop(SqliteConnection connection, long queueId) =>
        connection.Execute($"DROP TABLE batch_{queueId}; DROP TABLE settled_{queueId};");

    /// <summary>How many messages are in batches; goes through all of them.</summary>
    public static long Count(SqliteConnection connection, long queueId)
    {
        var count = connection.Scalar($"SELECT COALESCE(SUM(count), 0) FROM batch_{queueId}");
        var bits = connection.Prepare($"SELECT bits FROM settled_{queueId}");
        while (bits.Step())
            count -= BatchProgress.Count(bits.Blob(0));
        connection.Forget(bits);
        return count;
    }

    /// <summary>The highest sequence in any batch, in its column and in its data; 0 for none. It must not be given out again.</summary>
    /// <exception cref="StoreDamagedException">The two do not agree.</exception>
    public static long LastSequence(SqliteConnection connection, long queueId)
    {
        var select = connection.Prepare($"SELECT first, count, last, data FROM batch_{queueId} ORDER BY first DESC LIMIT 1");
        try
        {
            if (!select.Step())
                return 0;
            var last = select.Int64(2);
            var messages = new BatchReader(select.Blob(3), select.Int32(1), last - select.Int64(0));
            while (messages.MoveNext())
            {
            }

            return last;
        }
        catch (Exception e) when (StoreDamage.IsOfData(e))
        {
            throw StoreDamage.OfRow(connection.Path, $"batch_{queueId}", select.Int64(0), e);
        }
        finally
        {
            connection.Forget(select);
        }
    }

    /// <summary>Writes as many of the messages as one batch may have; answers with how many, 0 when they are better off with rows of their own.</summary>
    /// <param name="messages">In sequence.</param>
    public int Add(ReadOnlySpan<Arrived> messages)
    {
        if (messages.Length < MinMessages || !BatchWriter.Fit(messages[..MinMessages]))
            return 0;
        messages = messages[.._writer.Write(messages)];
        var batch = new Batch(messages[0].Entry.Sequence, messages.Length);
        _insert.Bind(1, batch.First).Bind(2, messages[^1].Entry.Sequence).Bind(3, batch.Count).Bind(4, CountShared(messages)).Run(5, _writer.Data);
        for (var i = 0; i < messages.Length; i++)
            messages[i].Entry.Join(batch, i);
        return messages.Length;
    }

    /// <summary>A message leaves its batch; carried out with <see cref="Flush"/>. False when it had left before, for a row of its own.</summary>
    public bool TryLeave(Batch batch, int place)
    {
        var progress = ProgressOf(batch);
        if (!progress.TryLeave(place))
            return false;
        Touch(progress);
        return true;
    }

    /// <summary>The message with this sequence, if it is in a batch. After <see cref="Flush"/>.</summary>
    /// <exception cref="StoreDamagedException">The batch is not as it was written.</exception>
    public Entry? Find(long sequence)
    {
        if (_found is not { } found || sequence < found.Batch.First || sequence > found.Last)
        {
            // Of neighbours in a batch the row is read once: it never changes.
            if (!_find.Bind(1, sequence).Step())
                return null;
            found = (new Batch(_find.Int64(0), _find.Int32(1)), _find.Int64(2), _find.Blob(3).ToArray());
            _find.Reset();
            _found = found;
        }

        try
        {
            var messages = new BatchReader(found.Data, found.Batch.Count, found.Last - found.Batch.First);
            while (messages.MoveNext())
            {
                if (found.Batch.First + messages.Offset != sequence)
                    continue;
                return Progress.TryGetValue(found.Batch.First, out var progress) && BatchProgress.HasLeft(progress.Bits, messages.Place)
                    ? null
                    : EntryRow.Read(found.Batch, messages, messages.SharedBody is { } id ? _shared.Read(id) : messages.Body.ToArray());
            }

            return null;
        }
        catch (Exception e) when (StoreDamage.IsOfData(e))
        {
            throw StoreDamage.OfRow(_connection.Path, _batch, found.Batch.First, e);
        }
    }

    /// <summary>Deletes everything but the given messages; answers with how many of those are in batches. After <see cref="Flush"/>.</summary>
    public long Purge(IReadOnlyCollection<Entry> kept)
    {
        // One that was given back within this transaction has left for a row of its own, and its batch may be gone.
        var batches = kept.Where(entry => entry.Batch is not null).GroupBy(entry => entry.Batch!.First)
            .Where(batch => _connection.Scalar($"SELECT COUNT(*) FROM {_batch} WHERE first = {batch.Key}") > 0).ToList();
        ReleaseAll(kept.Select(entry => entry.Sequence).ToHashSet());
        var but = batches.Count == 0 ? "" : $" WHERE first NOT IN ({string.Join(',', batches.Select(batch => batch.Key))})";
        _connection.Execute($"DELETE FROM {_batch}{but}; DELETE FROM {_settled}{but};");
        (_found, _last) = (null, null);
        var all = Progress;
        _progress = [];
        foreach (var batch in batches)
        {
            var identity = batch.First().Batch!;
            var progress = all.GetValueOrDefault(batch.Key) ?? new BatchProgress(identity);
            _progress[batch.Key] = progress;
            var places = batch.Select(entry => entry.Place).ToHashSet();
            for (var place = 0; place < identity.Count; place++)
            {
                if (!places.Contains(place) && progress.TryLeave(place))
                    Touch(progress);
            }
        }

        return _progress.Values.Sum(progress => (long)progress.Left);
    }

    /// <summary>The bodies that messages in batches share lose those uses, but for the given messages'.</summary>
    public void ReleaseAll(IReadOnlySet<long> kept)
    {
        var select = _connection.Prepare($"""
            SELECT b.first, b.count, b.last, b.data, s.bits FROM {_batch} b LEFT JOIN {_settled} s ON s.first = b.first WHERE b.shared > 0
            """);
        while (select.Step())
        {
            var settled = select.Blob(4);
            try
            {
                for (var messages = new BatchReader(select.Blob(3), select.Int32(1), select.Int64(2) - select.Int64(0)); messages.MoveNext();)
                {
                    if (messages.SharedBody is { } id && !BatchProgress.HasLeft(settled, messages.Place) && !kept.Contains(select.Int64(0) + messages.Offset))
                        _shared.Release(id, 1);
                }
            }
            catch (Exception e) when (StoreDamage.IsOfData(e))
            {
                // It goes all the same; a body that nobody uses any more stays.
            }
        }

        _connection.Forget(select);
    }

    private static int CountShared(ReadOnlySpan<Arrived> messages)
    {
        var count = 0;
        foreach (var (entry, _) in messages)
            count += entry.SharedBody is null ? 0 : 1;
        return count;
    }

    /// <summary>Writes what has left: each batch of which something is left is noted, and the others are deleted.</summary>
    public void Flush()
    {
        if (_touched.Count == 0)
            return;
        _last = null;
        foreach (var progress in _touched)
        {
            progress.IsTouched = false;
            var first = progress.Batch.First;
            if (progress.Left > 0)
            {
                _note.Bind(1, first).Bind(2, progress.Bits).Run();
                progress.IsStored = true;
                continue;
            }

            if (_found?.Batch.First == first)
                _found = null;
            _delete.Bind(1, first).Run();
            if (progress.IsStored)
                _forget.Bind(1, first).Run();
            Progress.Remove(first);
        }

        _touched.Clear();
    }

    /// <summary>The transaction has committed.</summary>
    public void Committed() => _found = null;

    /// <summary>The transaction was undone: what has left is read again.</summary>
    public void Undone()
    {
        _touched.Clear();
        (_progress, _found, _last) = (null, null, null);
    }

    private BatchProgress ProgressOf(Batch batch)
    {
        // Of those that leave most are of the same batch as the one before.
        if (_last?.Batch.First == batch.First)
            return _last;
        if (!Progress.TryGetValue(batch.First, out var progress))
            Progress[batch.First] = progress = new BatchProgress(batch);
        return _last = progress;
    }

    private void Touch(BatchProgress progress)
    {
        if (progress.IsTouched)
            return;
        progress.IsTouched = true;
        _touched.Add(progress);
    }

    private Dictionary<long, BatchProgress> ReadProgress()
    {
        var all = new Dictionary<long, BatchProgress>();
        var select = _connection.Prepare($"SELECT s.first, b.count, s.bits FROM {_settled} s JOIN {_batch} b ON b.first = s.first");
        while (select.Step())
        {
            var batch = new Batch(select.Int64(0), select.Int32(1));
            all[batch.First] = new BatchProgress(batch, select.Blob(2).ToArray()) { IsStored = true };
        }

        _connection.Forget(select);
        return all;
    }
}
