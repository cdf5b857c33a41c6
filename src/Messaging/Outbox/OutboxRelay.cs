using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Carries the messages of one outbox to the broker: in commit order, in batches, and deletes them when the broker has
/// confirmed. Told after each commit (<see cref="Notify"/>); looks by itself at the start and every sweep interval, which
/// finds what a crash between commit and notification left.
/// Crash window: after the broker's confirmation and before the delete, the batch is published again at the next start with
/// the same message ids; the receivers' inboxes recognise them.
/// </summary>
public sealed class OutboxRelay
{
    private const int MaxBatch = 500;
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(500);

    private readonly OutboxDatabase _database;
    private readonly IBroker _broker;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxRelay> _logger;

    // Smaller while the broker is nearly full: a batch goes as a whole, and one that is larger than the room there will ever
    // be would wait for ever.
    private int _batchSize = MaxBatch;

    // One place is enough: one look finds everything that is there.
    private readonly Channel<bool> _told =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal OutboxRelay(OutboxDatabase database, IBroker broker, TimeProvider time, ILogger<OutboxRelay> logger)
    {
        _database = database;
        _broker = broker;
        _time = time;
        _logger = logger;
    }

    /// <summary>Says that a transaction with messages has committed. Never blocks, never throws.</summary>
    public void Notify() => _told.Writer.TryWrite(true);

    internal async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await RelayBatchAsync(stopping) > 0)
                {
                }

                await WaitAsync(_sweepInterval, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A full queue, a full disk: the outbox keeps the messages and their order; try again.
                Log.RelayFailed(_logger, _database.Name, e);
                try
                {
                    await Task.Delay(_retryDelay, _time, stopping);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Publishes the next messages, and answers with how many there were.</summary>
    internal async Task<int> RelayBatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var batch = new List<OutgoingMessage>();
        long last = 0;
        await using (var select = connection
            .Command("SELECT seq, destination, due_at, head, body FROM outbox ORDER BY seq LIMIT @max").With("@max", _batchSize))
        await using (var rows = await select.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                last = rows.GetInt64(0);
                batch.Add(new OutgoingMessage(
                    Destination.Parse(rows.GetString(1)),
                    MessageHead.Read((byte[])rows[3], (byte[])rows[4]),
                    rows.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2))));
            }
        }

        if (batch.Count == 0)
            return 0;
        try
        {
            await _broker.PublishAsync(batch, Unroutable.DeadLetter, cancellationToken);
        }
        catch (QueueFullException) when (batch.Count > 1)
        {
            _batchSize = batch.Count / 2;
            return await RelayBatchAsync(cancellationToken);
        }

        _batchSize = Math.Min(_batchSize * 2, MaxBatch);
        FaultPoint.Hit("relay-published");

        // From here on the messages are the broker's: not to delete them now would only publish them twice.
        using var pass = await _database.Gate.EnterAsync(CancellationToken.None);
        await using var delete = connection.Command("DELETE FROM outbox WHERE seq <= @last").With("@last", last);
        await delete.ExecuteNonQueryAsync(CancellationToken.None);
        return batch.Count;
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken stopping)
    {
        using var sweep = new CancellationTokenSource(time, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sweep.Token, stopping);
        try
        {
            await _told.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // The sweep's turn.
        }
    }
}
