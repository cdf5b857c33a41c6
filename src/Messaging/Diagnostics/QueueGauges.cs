using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>The figures of the store, the queues and their consumers, read when somebody collects them, and only then.</summary>
internal sealed class QueueGauges : IDisposable
{
    private static readonly (StoreTroubleKind Kind, string Name)[] _kinds =
        [(StoreTroubleKind.Unavailable, "unavailable"), (StoreTroubleKind.DiskFull, "disk_full"), (StoreTroubleKind.NotSynced, "not_synced")];

    private readonly Meter _meter = new(MessagingTelemetry.Name);
    private readonly IBroker _broker;
    private readonly IConsumers _consumers;
    private readonly TimeProvider _time;

    public QueueGauges(IBroker broker, IConsumers consumers, TimeProvider time)
    {
        (_broker, _consumers, _time) = (broker, consumers, time);
        _meter.CreateObservableGauge(
            "portal.messaging.queue.depth", Depth, "{message}", "Messages in the queue: ready, leased, or scheduled for later.");
        _meter.CreateObservableGauge(
            "portal.messaging.queue.oldest_age", Age, "s", "How long ago the first message that waits was published; 0 when none waits.");
        _meter.CreateObservableGauge(
            "portal.messaging.queue.dead_letters", DeadLetters, "{message}", "Dead letters that wait for somebody to decide.");
        _meter.CreateObservableGauge("portal.messaging.consumers", Consumers, "{consumer}", "Consumers of this process: busy, or idle.");
        _meter.CreateObservableGauge(
            "portal.messaging.circuits.open", Circuits, "{circuit}", "Downstreams for which the queue is only probed at present.");
        _meter.CreateObservableGauge(
            "portal.messaging.queue.damaged", Damaged, "{queue}", "1 where what a queue has on the disk cannot be read on, else 0.");
        _meter.CreateObservableGauge(
            "portal.messaging.store.troubles", Troubles, "{trouble}", "1 for what is wrong with the broker's store, by kind, else 0.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Depth()
    {
        foreach (var queue in _broker.Statistics())
        {
            yield return Of(queue.Ready, queue.Queue, "ready");
            yield return Of(queue.Leased, queue.Queue, "leased");
            yield return Of(queue.Scheduled, queue.Queue, "scheduled");
        }
    }

    private IEnumerable<Measurement<double>> Age()
    {
        var now = _time.GetUtcNow();
        foreach (var queue in _broker.Statistics())
        {
            var age = queue.OldestReadyAt is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0;
            yield return new Measurement<double>(age, Tag(Attributes.System, MessagingTelemetry.System), Tag(Attributes.Destination, queue.Queue));
        }
    }

    private IEnumerable<Measurement<long>> DeadLetters()
    {
        foreach (var queue in _broker.Statistics())
            yield return Of(queue.DeadLettered, queue.Queue);
    }

    private IEnumerable<Measurement<long>> Consumers()
    {
        foreach (var queue in _consumers.Status())
        {
            yield return Of(queue.Busy, queue.Queue, "busy");
            yield return Of(queue.Consumers - queue.Busy, queue.Queue, "idle");
        }
    }

    private IEnumerable<Measurement<long>> Circuits()
    {
        foreach (var queue in _consumers.Status())
            yield return Of(queue.Circuits.Count(circuit => circuit.State != CircuitState.Closed), queue.Queue);
    }

    private IEnumerable<Measurement<long>> Damaged()
    {
        foreach (var queue in _broker.Statistics())
            yield return Of(queue.IsDamaged ? 1 : 0, queue.Queue);
    }

    private IEnumerable<Measurement<long>> Troubles()
    {
        var troubles = _broker.Troubles;
        foreach (var (kind, name) in _kinds)
        {
            yield return new Measurement<long>(
                troubles.Any(trouble => trouble.Kind == kind) ? 1 : 0, Tag(Attributes.System, MessagingTelemetry.System), Tag(Attributes.Trouble, name));
        }
    }

    private static Measurement<long> Of(long value, string queue) =>
        new(value, Tag(Attributes.System, MessagingTelemetry.System), Tag(Attributes.Destination, queue));

    private static Measurement<long> Of(long value, string queue, string state) => new(
        value, Tag(Attributes.System, MessagingTelemetry.System), Tag(Attributes.Destination, queue), Tag(Attributes.State, state));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
