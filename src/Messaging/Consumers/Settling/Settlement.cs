using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Tells the broker what became of the deliveries of one queue. Acknowledgements go out together: one call is under way,
/// and what is handled meanwhile goes with the next. There is no timer, so none waits longer than the call before it.
///
/// It never throws. While the store is unavailable it tries again, for the lease is still there if the store could take the
/// change back; consumers then wait, too, rather than handle what cannot be settled. A message that cannot be settled in the
/// end comes again when its lease ends.
/// </summary>
internal sealed class Settlement(string queue, IBroker broker, TimeProvider time, ILogger logger)
{
    private const int MaxPending = 1000;
    private const int MaxTries = 10;
    private static readonly TimeSpan _retryFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _retryMax = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private List<Delivery> _pending = [];
    private List<Delivery> _sending = [];
    private bool _isSending;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _drained;

    /// <summary>Acknowledges it, soon. Completes at once, or, when very many wait to be acknowledged, when there is room.</summary>
    public ValueTask AcknowledgeAsync(Delivery delivery)
    {
        lock (_lock)
        {
            _pending.Add(delivery);
            if (_isSending)
                return _pending.Count < MaxPending ? default : new ValueTask((_room ??= NewSignal()).Task);
            _isSending = true;
        }

        // The first part, up to the broker's queue of commands, runs here: no other thread is needed for it.
        using (ExecutionContext.SuppressFlow())
            _ = SendAsync();
        return default;
    }

    /// <inheritdoc cref="IBroker.RetryAsync"/>
    public Task RetryAsync(Delivery delivery, TimeSpan delay, Failure? failure, bool unlimited) =>
        TryAsync([delivery], async () =>
        {
            await broker.RetryAsync(delivery.LeaseToken, delay, failure, unlimited, CancellationToken.None);
            return [];
        });

    /// <inheritdoc cref="IBroker.DeadLetterAsync"/>
    public Task DeadLetterAsync(Delivery delivery, Failure failure) =>
        TryAsync([delivery], async () =>
        {
            await broker.DeadLetterAsync(delivery.LeaseToken, failure, CancellationToken.None);
            return [];
        });

    /// <summary>Back to their places in the queue: they were leased, and nobody has begun them.</summary>
    public Task GiveBackAsync(IReadOnlyList<Delivery> deliveries) =>
        Task.WhenAll(deliveries.Select(delivery => RetryAsync(delivery, TimeSpan.Zero, null, unlimited: true)));

    /// <summary>Completes when every acknowledgement has been answered, or given up.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
            return _isSending ? (_drained ??= NewSignal()).Task : Task.CompletedTask;
    }

    /// <summary>Cancelled when nothing is to be tried again any more.</summary>
    public CancellationToken GivingUp { get; set; }

    /// <summary>What is to be acknowledged and still under lease.</summary>
    public void CopyLeased(List<Delivery> leased)
    {
        lock (_lock)
        {
            leased.AddRange(_pending);
            leased.AddRange(_sending);
        }
    }

    private async Task SendAsync()
    {
        while (true)
        {
            TaskCompletionSource? room;
            lock (_lock)
            {
                _sending = _pending;
                (room, _room) = (_room, null);
                if (_sending.Count == 0)
                {
                    _isSending = false;
                    _drained?.TrySetResult();
                    _drained = null;
                    return;
                }

                _pending = new List<Delivery>(_sending.Count);
            }

            room?.TrySetResult();
            var sending = _sending;
            await TryAsync(sending, () => broker.AcknowledgeAsync(sending, CancellationToken.None));
        }
    }

    /// <param name="deliveries">What is settled.</param>
    /// <param name="settle">Settles it, and answers with those whose lease had ended.</param>
    private async Task TryAsync(List<Delivery> deliveries, Func<Task<IReadOnlyList<Delivery>>> settle)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                foreach (var lost in await settle())
                    Log.LeaseLost(logger, lost.Message.Type, lost.Message.Id, queue);
                return;
            }
            catch (LeaseLostException)
            {
                foreach (var lost in deliveries)
                    Log.LeaseLost(logger, lost.Message.Type, lost.Message.Id, queue);
                return;
            }
            catch (BrokerException e) when (
                e is BrokerUnavailableException or DiskFullException && tries < MaxTries && !GivingUp.IsCancellationRequested)
            {
                var delay = _retryFirst * Math.Pow(2, tries - 1);
                delay = delay < _retryMax ? delay : _retryMax;
                Log.WillSettleAgain(logger, deliveries.Count, queue, delay, e.Message);
                await Task.Delay(delay, time, GivingUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                Log.SettleFailed(logger, deliveries.Count, deliveries[0].Message.Type, deliveries[0].Message.Id, queue, e);
                return;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
