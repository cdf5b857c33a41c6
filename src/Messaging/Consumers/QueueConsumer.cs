using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Handles the messages of one queue, up to its concurrency at the same time. Renews the leases of what is being handled, so
/// that a long handler is not overtaken by its own message.
/// </summary>
internal sealed class QueueConsumer(
    QueueBuilder queue, IBroker broker, DeliveryPipeline pipeline, TimeProvider time, ILogger<QueueConsumer> logger)
{
    private const int MaxPrefetch = 32;
    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, byte> _handling = new(StringComparer.Ordinal);

    /// <param name="stopping">Take no more messages; returns when those being handled are done.</param>
    /// <param name="aborting">Give up on those being handled, too.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        using var slots = new SemaphoreSlim(queue.Concurrency, queue.Concurrency);
        var renewal = queue.Options.LeaseDuration / 3;
        await using var renewals = time.CreateTimer(_ => RenewLeases(), null, renewal, renewal);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await slots.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            // One slot is taken for certain; others that are free let one receive bring several messages.
            var taken = 1;
            while (taken < MaxPrefetch && slots.Wait(0, CancellationToken.None))
                taken++;
            var deliveries = await ReceiveAsync(taken, stopping);
            if (deliveries.Count < taken)
                slots.Release(taken - deliveries.Count);
            foreach (var delivery in deliveries)
            {
                _handling[delivery.LeaseToken] = 0;
                _ = Task.Run(() => HandleAsync(delivery, slots, aborting), CancellationToken.None);
            }
        }

        for (var i = 0; i < queue.Concurrency; i++)
            await slots.WaitAsync(CancellationToken.None);
    }

    private async Task HandleAsync(Delivery delivery, SemaphoreSlim slots, CancellationToken aborting)
    {
        await pipeline.HandleAsync(queue, delivery, aborting);
        _handling.TryRemove(delivery.LeaseToken, out _);
        slots.Release();
    }

    private async Task<IReadOnlyList<Delivery>> ReceiveAsync(int max, CancellationToken stopping)
    {
        try
        {
            return await broker.ReceiveAsync(queue.Name, max, Timeout.InfiniteTimeSpan, cancellationToken: stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception e)
        {
            // The queue was deleted under us, or the broker is closed: neither is a reason to stop for good.
            Log.ReceiveFailed(logger, queue.Name, e);
            await Task.Delay(_retryDelay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    private void RenewLeases()
    {
        foreach (var token in _handling.Keys)
        {
            try
            {
                broker.Renew(token, queue.Options.LeaseDuration);
            }
            catch (LeaseLostException)
            {
                // Settled at this moment, or lost: the pipeline finds out when it settles.
            }
        }
    }
}
