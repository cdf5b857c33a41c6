using System.Collections.Concurrent;
using Messaging;
using Portal.Client.Charts;
using Portal.Client.Queues;
using Portal.Live;
using Portal.Operations.Topics;

namespace Portal.Operations.Queues;

/// <summary>
/// Reads the broker's counters once a second, for all viewers together: rates for the lists, and what the charts show. Costs a
/// handful of memory reads for each queue, and pushes to viewers only what has changed.
/// </summary>
internal sealed class QueueSampler(
    IBroker broker, QueueViews views, HandlingTimes handling, TopicSampler topics, LiveFeed feed, TimeProvider time) : BackgroundService
{
    /// <summary>How long an oldest message has to grow older without a break before that is worth a word: in steps of two seconds.</summary>
    private const int FallingBehindSteps = 15;
    private const double FallingBehindSeconds = 28;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly FigureRecorder _all = new();
    private long _sampledAt;
    private PeriodicTimer? _timer;

    /// <summary>All queues together.</summary>
    public FigureRecorder All => _all;

    public FigureRecorder? Of(string queue) => _known.GetValueOrDefault(queue)?.Recorder;

    /// <summary>The figures as they are now, with the rates of the last sample.</summary>
    public QueueView View(QueueStatistics statistics) =>
        views.Make(statistics, _known.GetValueOrDefault(statistics.Queue)?.Rates ?? default);

    // The first second begins with the start, whenever the thread comes to it.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _sampledAt = time.GetTimestamp();
        _timer = new PeriodicTimer(_interval, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer!.WaitForNextTickAsync(stoppingToken))
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
        var now = time.GetUtcNow();
        Span<float> figures = stackalloc float[Enum.GetValues<Figure>().Length];
        Span<float> total = stackalloc float[figures.Length];
        var handled = default(HandlingSample);
        var all = broker.Statistics();
        foreach (var statistics in all)
        {
            var known = _known.GetOrAdd(statistics.Queue, static _ => new Known());
            known.Rates = Rates(known, statistics, seconds);
            var view = views.Make(statistics, known.Rates);
            var times = handling.Take(statistics.Queue);
            handled = handled.And(times);
            Fill(figures, view, times);
            known.Recorder.Add(figures, now);
            for (var i = 0; i < total.Length; i++)
                total[i] = (Figure)i == Figure.OldestAge ? Math.Max(total[i], figures[i]) : total[i] + figures[i];
            Tell(known, view);
        }

        (total[(int)Figure.HandlingP50], total[(int)Figure.HandlingP95]) = (handled.Percentile(0.5), handled.Percentile(0.95));
        _all.Add(total, now);
        ForgetDeleted(all);
        topics.Take(seconds);
    }

    private static void Fill(Span<float> figures, QueueView view, HandlingSample times)
    {
        figures[(int)Figure.Ready] = view.Ready;
        figures[(int)Figure.Leased] = view.Leased;
        figures[(int)Figure.Scheduled] = view.Scheduled;
        figures[(int)Figure.Published] = (float)view.PublishedPerSecond;
        figures[(int)Figure.Acknowledged] = (float)view.AcknowledgedPerSecond;
        figures[(int)Figure.Failed] = (float)view.FailedPerSecond;
        figures[(int)Figure.OldestAge] = (float)view.OldestAgeSeconds;
        figures[(int)Figure.HandlingP50] = times.Percentile(0.5);
        figures[(int)Figure.HandlingP95] = times.Percentile(0.95);
    }

    private static QueueRates Rates(Known known, QueueStatistics now, double seconds)
    {
        var before = known.Statistics ?? now;
        known.Statistics = now;
        var aged = now.OldestReadyAt is null || now.Paused ? null : known.Recorder.Ago(Figure.OldestAge, FallingBehindSteps);
        var newest = known.Recorder.Ago(Figure.OldestAge, 1);
        return new QueueRates(
            PerSecond(now.Published, before.Published),
            PerSecond(now.Acknowledged, before.Acknowledged),
            PerSecond(now.Failed, before.Failed),
            newest - aged >= FallingBehindSeconds);

        double PerSecond(long after, long earlier) => Math.Round(Math.Max(0, after - earlier) / seconds, 1);
    }

    private void Tell(Known known, QueueView view)
    {
        var before = known.Told;
        if (before is not null && before with { Version = view.Version } == view)
            return;
        known.Told = view;
        feed.Publish(view);
    }

    private void ForgetDeleted(IReadOnlyList<QueueStatistics> all)
    {
        if (_known.Count == all.Count)
            return;
        var there = all.Select(statistics => statistics.Queue).ToHashSet(StringComparer.Ordinal);
        foreach (var queue in _known.Keys.Where(queue => !there.Contains(queue)))
        {
            _known.TryRemove(queue, out _);
            handling.Forget(queue);
        }
    }

    private sealed class Known
    {
        public FigureRecorder Recorder { get; } = new();

        public QueueStatistics? Statistics { get; set; }

        public QueueRates Rates { get; set; }

        public QueueView? Told { get; set; }
    }
}
