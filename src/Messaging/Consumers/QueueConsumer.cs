using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Consumes one queue: as many consumers as the load asks for within the queue's limits (<see cref="ScalingPolicy"/>),
/// which share the work among themselves (<see cref="ConsumerCrew"/>), and only one message at a time during an outage
/// (<see cref="QueueCircuits"/>).
/// </summary>
internal sealed class QueueConsumer
{
    private const int HandledInARow = 32;
    private static readonly TimeSpan _receiveRetry = TimeSpan.FromSeconds(1);

    private readonly QueueBuilder _queue;
    private readonly IBroker _broker;
    private readonly DeliveryPipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QueueCircuits _circuits;
    private readonly ConsumerCrew _crew;
    private readonly ConsumerScaling _scaling;
    private readonly Settlement _settlement;
    private readonly RecoveryStep _recovery;
    private readonly Interruption _interruption = new();
    private CancellationToken _aborting;

    public QueueConsumer(
        QueueBuilder queue, IBroker broker, DeliveryPipeline pipeline, TimeProvider time, ILogger<QueueConsumer> logger)
    {
        (_queue, _broker, _pipeline, _time, _logger) = (queue, broker, pipeline, time, logger);
        _circuits = new QueueCircuits(queue.Recovery, time);
        _crew = new ConsumerCrew(_circuits);
        _settlement = new Settlement(queue.Name, broker, time, logger);
        _recovery = new RecoveryStep(queue, _settlement, time, logger);
        _scaling = new ConsumerScaling(queue, broker, _crew, Begin, _interruption.Interrupt, time);
    }

    /// <summary>The queue it consumes.</summary>
    public string Queue => _queue.Name;

    public ConsumerStatus Status()
    {
        var (consumers, busy, _, _) = _crew.Look();
        var options = _scaling.Options;
        var recovery = _queue.Recovery.With(options.Retry);
        return new ConsumerStatus(Queue, consumers, busy, options.MinConsumers, options.MaxConsumers, _circuits.Status())
        {
            Retry = new RetryPolicy { ImmediateRetries = recovery.ImmediateRetries, DelayFirst = recovery.DelayFirst, DelayMax = recovery.DelayMax },
        };
    }

    /// <summary>The ids of the messages it has leased, and whether each is handled or waits for a consumer.</summary>
    public IReadOnlyDictionary<string, HeldAs> Held()
    {
        var held = new Dictionary<string, HeldAs>(StringComparer.Ordinal);
        var settling = new List<Delivery>();
        _settlement.CopyLeased(settling);
        foreach (var delivery in settling)
            held[delivery.Message.Id] = HeldAs.Settling;
        _crew.CopyHeld(held);
        return held;
    }

    /// <param name="stopping">Take no more messages; returns when those being handled are done.</param>
    /// <param name="aborting">Give up on those being handled, too.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        _aborting = _settlement.GivingUp = aborting;
        using var renewal = new LeaseRenewal(Queue, _broker, CopyLeased, _time, _logger);
        _scaling.Start(renewal);
        await using (stopping.UnsafeRegister(_ => Stop(), null))
            await _crew.Gone;
        await _settlement.GiveBackAsync(_crew.TakeReady());
        await _settlement.DrainAsync();
    }

    private void Stop()
    {
        _scaling.Stop();
        _crew.Stop();
        _interruption.Interrupt();
    }

    private void CopyLeased(List<Delivery> leased)
    {
        _crew.CopyLeased(leased);
        _settlement.CopyLeased(leased);
    }

    /// <summary>Starts a consumer, free of whatever context it was asked for in: a consumer outlives the message that needed it.</summary>
    private void Begin(ConsumerSlot slot)
    {
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => ConsumeAsync(slot), CancellationToken.None);
    }

    private async Task ConsumeAsync(ConsumerSlot slot)
    {
        var handled = 0;
        while (true)
        {
            switch (_crew.Next(slot))
            {
                case Turn.Handle:
                    await HandleAsync(slot, slot.Current!);

                    // With a backlog and a handler that never waits, nothing in this loop would ever let go of the thread.
                    if (++handled % HandledInARow == 0)
                        await Task.Yield();
                    break;
                case Turn.Lead:
                    await LeadAsync(slot);
                    break;
                case Turn.Wait:
                    await slot.Turn;
                    break;
                case Turn.Leave:
                    return;
            }
        }
    }

    private async ValueTask LeadAsync(ConsumerSlot slot)
    {
        // Before the look at the circuits: one that opens after it interrupts what begins here.
        var interrupted = _interruption.Token;
        if (_circuits.IsOpen && _circuits.UntilProbe() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var isProbe = _circuits.IsOpen;
        _scaling.Look();
        var deliveries = await ReceiveAsync(isProbe ? 1 : _crew.Room(_scaling.Options.Prefetch), interrupted);
        if (deliveries.Count == 0)
            return;
        if (_circuits.IsOpen && !isProbe)
        {
            // Brought just when a circuit opened.
            await _settlement.GiveBackAsync(deliveries);
            return;
        }

        _circuits.Probing = isProbe;
        if (_crew.Bring(slot, deliveries, isProbe))
            _scaling.NobodyIsFree();
    }

    private async ValueTask<IReadOnlyList<Delivery>> ReceiveAsync(int max, CancellationToken interrupted)
    {
        try
        {
            return await _broker.ReceiveAsync(Queue, max, Timeout.InfiniteTimeSpan, cancellationToken: interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception e)
        {
            // The queue was deleted under us, or the broker is closed: neither is a reason to stop for good.
            Log.ReceiveFailed(_logger, Queue, e);
            await Task.Delay(_receiveRetry, _time, interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    private async ValueTask HandleAsync(ConsumerSlot slot, Delivery delivery)
    {
        var started = _time.GetTimestamp();
        var took = TimeSpan.Zero;
        try
        {
            var result = await _pipeline.HandleAsync(_queue, delivery, _aborting);
            took = _time.GetElapsedTime(started);
            await SettleAsync(slot, delivery, result);
        }
        catch (Exception e)
        {
            // Nothing above throws by design; if it does, it costs one delivery and not the consumer.
            Log.SettleFailed(_logger, 1, delivery.Message.Type, delivery.Message.Id, Queue, e);
        }

        if (slot.IsProbe)
            _circuits.Probing = false;
        _crew.Done(slot, took);
    }

    private async ValueTask SettleAsync(ConsumerSlot slot, Delivery delivery, HandlingResult result)
    {
        switch (result.Outcome)
        {
            case HandlingOutcome.Handled:
                foreach (var downstream in _circuits.Succeed(delivery.Message.Type, slot.IsProbe))
                    Log.CircuitClosed(_logger, Queue, downstream);
                FaultPoint.Hit("consumer-before-acknowledge");
                await _settlement.AcknowledgeAsync(delivery);
                break;
            case HandlingOutcome.Failed:
                if (RecoveryPolicy.Outage(result.Exception!) is { } outage)
                    await CountAsync(outage, delivery.Message.Type, slot.IsProbe);
                await _recovery.RecoverAsync(delivery, result.Exception!, _scaling.Options);
                break;
            case HandlingOutcome.NoHandler:
                await _recovery.NoHandlerAsync(delivery);
                break;
        }
    }

    /// <summary>When the circuit opens: stop receiving, and give back what is leased and not begun.</summary>
    private async ValueTask CountAsync(DownstreamUnavailableException outage, string type, bool wasProbe)
    {
        if (!_circuits.Fail(outage, type, wasProbe))
            return;
        Log.CircuitOpened(_logger, Queue, outage.Downstream, outage.Message);
        _interruption.Interrupt();
        await _settlement.GiveBackAsync(_crew.TakeReady());
    }
}
