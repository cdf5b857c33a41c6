using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Carries the messages of one outbox to the broker: in commit order, in batches, and deletes them when the broker has
/// confirmed. Who commits hands over the messages themselves (<see cref="Committed"/>), so the rows are only there for a crash;
/// or says only that there are some (<see cref="Notify"/>). The relay reads the rows at the start, every sweep interval, and
/// wherever the numbers of what it was handed leave a gap.
/// Crash windows: between commit and hand-over, the next look finds the rows; after the broker's confirmation and before the
/// delete, they are published again at the next start with the same message ids, and the receivers' inboxes recognise them.
/// </summary>
public sealed class OutboxRelay
{
    private const int MaxBatch = 500;

    // What is handed over beyond this stays on the disk only, and is read from there when its turn comes.
    private const int MaxInMemory = 20_000;
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(500);

    private readonly OutboxDatabase _database;
    private readonly IBroker _broker;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxRelay> _logger;
    private readonly ConcurrentQueue<OutboxEntries> _committed = new();

    // One place is enough: one look finds everything that is there.
    private readonly Channel<bool> _told =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // Smaller while the broker is nearly full: a batch goes as a whole, and one that is larger than the room there will ever
    // be would wait for ever.
    private int _batchSize = MaxBatch;
    private int _inMemory;
    private int _mustLook = 1;

    // Numbers up to which the broker has the messages, and up to which the rows are gone. Numbers are never used twice.
    private long _published;
    private long _deleted;
    private Task _deletion = Task.CompletedTask;

    internal OutboxRelay(OutboxDatabase database, IBroker broker, TimeProvider time, ILogger<OutboxRelay> logger)
    {
        _database = database;
        _broker = broker;
        _time = time;
        _logger = logger;
    }

    /// <summary>Says that a transaction with messages has committed. Never blocks, never throws.</summary>
    public void Notify()
    {
        Interlocked.Exchange(ref _mustLook, 1);
        _told.Writer.TryWrite(true);
    }

    /// <summary>
    /// Hands over what a transaction has appended and committed. Call in the order of the commits: what comes late is taken for
    /// published. Never blocks, never throws.
    /// </summary>
    public void Committed(OutboxEntries entries)
    {
        if (entries.Messages.Count == 0)
            return;
        if (Interlocked.Add(ref _inMemory, entries.Messages.Count) > MaxInMemory)
        {
            Interlocked.Add(ref _inMemory, -entries.Messages.Count);
            Notify();
            return;
        }

        _committed.Enqueue(entries);
        _told.Writer.TryWrite(true);
    }

    internal async Task RunAsync(CancellationToken stopping)
    {
        await using var sweep = _time.CreateTimer(_ => Notify(), null, _sweepInterval, _sweepInterval);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                do
                    await RelayCommittedAsync(stopping);
                while (await LookAsync(stopping));

                DeletePublished();
                await _told.Reader.ReadAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // A full queue, a full disk: the outbox keeps the messages and their order; try again.
                Log.RelayFailed(_logger, _database.Name, e);
                Interlocked.Exchange(ref _mustLook, 1);
                await Task.Delay(_retryDelay, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await _deletion;
        DeletePublished();
        await _deletion;
    }

    /// <summary>Publishes the next messages that are on the disk, and answers with how many there were.</summary>
    internal async Task<int> RelayBatchAsync(CancellationToken cancellationToken)
    {
        var (batch, last) = await ReadAsync(cancellationToken);
        if (batch.Count == 0)
            return 0;
        if (!await TryPublishAsync(batch, last, cancellationToken))
            return await RelayBatchAsync(cancellationToken);

        // From here on the messages are the broker's: not to delete them now would only publish them twice.
        await DeleteAsync(last);
        return batch.Count;
    }

    /// <summary>Publishes what was handed over, as far as its numbers follow what is published.</summary>
    private async Task RelayCommittedAsync(CancellationToken cancellationToken)
    {
        while (TakeCommitted() is { Count: > 0 } batch)
        {
            var published = false;
            try
            {
                published = await TryPublishAsync(batch, _published + batch.Count, cancellationToken);
            }
            finally
            {
                // They are out of memory now, and still on the disk.
                if (!published)
                    Interlocked.Exchange(ref _mustLook, 1);
            }

            if (!published)
                return;
            DeletePublished();
        }
    }

    /// <summary>Looks at the disk if there is a reason to. True when there was something.</summary>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _mustLook, 0) == 0)
            return false;
        var found = false;
        while (await RelayBatchAsync(cancellationToken) > 0)
            found = true;
        return found;
    }

    private List<OutgoingMessage> TakeCommitted()
    {
        var batch = new List<OutgoingMessage>();
        while (batch.Count < _batchSize && _committed.TryPeek(out var entries))
        {
            var next = _published + batch.Count + 1;
            if (entries.First > next)
            {
                // Some between are only on the disk: before a start, or when memory held too many.
                if (batch.Count == 0)
                    Interlocked.Exchange(ref _mustLook, 1);
                break;
            }

            _committed.TryDequeue(out _);
            Interlocked.Add(ref _inMemory, -entries.Messages.Count);
            batch.AddRange(entries.Messages.Skip((int)Math.Min(next - entries.First, int.MaxValue))); // a look at the disk may have been faster
        }

        return batch;
    }

    /// <summary>False when the batch is too large for the room there is: then the next will be smaller.</summary>
    private async Task<bool> TryPublishAsync(List<OutgoingMessage> batch, long last, CancellationToken cancellationToken)
    {
        try
        {
            await _broker.PublishAsync(batch, Unroutable.DeadLetter, cancellationToken);
        }
        catch (QueueFullException) when (batch.Count > 1)
        {
            _batchSize = batch.Count / 2;
            return false;
        }

        _batchSize = Math.Min(_batchSize * 2, MaxBatch);
        FaultPoint.Hit("relay-published");
        _published = last;
        return true;
    }

    private async Task<(List<OutgoingMessage> Batch, long Last)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var select = connection
            .Command("SELECT seq, destination, due_at, head, body FROM outbox WHERE seq > @published ORDER BY seq LIMIT @max")
            .With("@published", _published)
            .With("@max", _batchSize);
        var batch = new List<OutgoingMessage>();
        var last = _published;
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            last = rows.GetInt64(0);
            batch.Add(new OutgoingMessage(
                Destination.Parse(rows.GetString(1)),
                MessageHead.Read((byte[])rows[3], (byte[])rows[4]),
                rows.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2))));
        }

        return (batch, last);
    }

    /// <summary>Deletes beside the publishing, one delete at a time; each takes all that was published by then.</summary>
    private void DeletePublished()
    {
        if (_deletion.IsCompleted && _deleted < _published)
            _deletion = DeleteAsideAsync();
    }

    private async Task DeleteAsideAsync()
    {
        try
        {
            await DeleteAsync(_published);
            _told.Writer.TryWrite(true); // there may be more by now
        }
        catch (Exception e)
        {
            // The rows stay, and are not read again by this process; the next delete takes them along.
            Log.RelayFailed(_logger, _database.Name, e);
        }
    }

    private async Task DeleteAsync(long last)
    {
        if (_database.DeleteUpToAsync is { } delete)
        {
            await delete(last);
        }
        else
        {
            await using var connection = await _database.OpenAsync(CancellationToken.None);
            using var pass = await _database.Gate.EnterAsync(CancellationToken.None);
            await using var command = connection.Command("DELETE FROM outbox WHERE seq <= @last").With("@last", last);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        _deleted = last;
    }
}
