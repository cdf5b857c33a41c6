using System.Collections.Concurrent;
using Messaging;
using Portal.Client.Overview;
using Portal.Client.Queues;
using Portal.Live;

namespace Portal.Operations;

/// <summary>
/// Samples the broker's counters once a second: rates for the queue lists, and the last minutes for the overview. Costs a
/// handful of memory reads a second, and pushes to viewers only where there are any.
/// </summary>
internal sealed class QueueRates(IBroker broker, MessagingBuilder messaging, LiveFeed feed, TimeProvider time) : BackgroundService
{
    private const int KeptSamples = 300;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, QueueView> _latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Published, long Acknowledged)> _before = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Queue<Sample> _depth = new();
    private readonly Queue<Sample> _handled = new();
    private long _version;
    private long _sampledAt;

    public (IReadOnlyList<Sample> Depth, IReadOnlyList<Sample> Handled) Samples()
    {
        lock (_lock)
            return ([.. _depth], [.. _handled]);
    }

    /// <summary>The figures as they are now, with the rates of the last sample.</summary>
    public QueueView View(QueueStatistics statistics)
    {
        var rates = _latest.GetValueOrDefault(statistics.Queue);
        return ToView(statistics, rates?.PublishedPerSecond ?? 0, rates?.AcknowledgedPerSecond ?? 0, Interlocked.Increment(ref _version));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _sampledAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Take();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private void Take()
    {
        var seconds = time.GetElapsedTime(_sampledAt).TotalSeconds;
        _sampledAt = time.GetTimestamp();
        double depth = 0;
        double handled = 0;
        foreach (var statistics in broker.Statistics())
        {
            var before = _before.GetValueOrDefault(statistics.Queue, (statistics.Published, statistics.Acknowledged));
            var published = Math.Max(0, statistics.Published - before.Published) / seconds;
            var acknowledged = Math.Max(0, statistics.Acknowledged - before.Acknowledged) / seconds;
            _before[statistics.Queue] = (statistics.Published, statistics.Acknowledged);
            depth += statistics.Ready + statistics.Scheduled;
            handled += acknowledged;
            Tell(ToView(statistics, published, acknowledged, Interlocked.Increment(ref _version)));
        }

        var now = time.GetUtcNow();
        lock (_lock)
        {
            Keep(_depth, new Sample(now, depth));
            Keep(_handled, new Sample(now, Math.Round(handled, 1)));
        }
    }

    private void Tell(QueueView view)
    {
        var known = _latest.GetValueOrDefault(view.Name);
        _latest[view.Name] = view;
        if (known is null || known with { Version = view.Version } != view)
            feed.Publish(view);
    }

    private QueueView ToView(QueueStatistics statistics, double published, double acknowledged, long version) => new(
        statistics.Queue,
        statistics.Ready,
        statistics.Leased,
        statistics.Scheduled,
        statistics.DeadLettered,
        statistics.OldestReadyAt is { } oldest ? Math.Max(0, Math.Round((time.GetUtcNow() - oldest).TotalSeconds, 1)) : 0,
        messaging.ConcurrencyOf(statistics.Queue),
        Math.Round(published, 1),
        Math.Round(acknowledged, 1),
        statistics.Paused,
        statistics.Options.MaxDeliveryAttempts,
        statistics.Options.LeaseDuration.TotalSeconds,
        statistics.Options.MaxLength,
        version);

    private static void Keep(Queue<Sample> samples, Sample sample)
    {
        samples.Enqueue(sample);
        if (samples.Count > KeptSamples)
            samples.Dequeue();
    }
}
