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
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(500);

    private readonly string _name;
    private readonly OutboxRows _rows;
    private readonly IBroker _broker;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxRelay> _logger;
    private readonly CommittedEntries _committed = new();

    // One place is enough: one look finds everything that is there.
    private readonly Channel<bool> _told =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // Smaller while the broker is nearly full: a batch goes as a whole, and one that is larger than the room there will ever
    // be would wait for ever.
    private int _batchSize = MaxBatch;
    private int _mustLook = 1;

    // Numbers up to which the broker has the messages, and up to which the rows are gone. Numbers are never used twice.
    private long _published;
    private long _deleted;
    private Task _deletion = Task.CompletedTask;

    internal OutboxRelay(OutboxDatabase database, IBroker broker, TimeProvider time, ILogger<OutboxRelay> logger)
    {
        _name = database.Name;
        _rows = new OutboxRows(database);
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
        if (_committed.TryAdd(entries))
            _told.Writer.TryWrite(true);
        else
            Notify();
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
                Log.RelayFailed(_logger, _name, e);
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
        var (batch, last) = await _rows.ReadAsync(_published, _batchSize, cancellationToken);
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
        while (true)
        {
            var batch = _committed.Take(_published, _batchSize, out var gap);
            if (gap)
                Interlocked.Exchange(ref _mustLook, 1);
            if (batch.Count == 0)
                return;

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
            Log.RelayFailed(_logger, _name, e);
        }
    }

    private async Task DeleteAsync(long last)
    {
        await _rows.DeleteAsync(last);
        _deleted = last;
    }
}
