namespace Messaging;

/// <summary>
/// Keeps the number of a queue's consumers at what <see cref="ScalingPolicy"/> says, and knows the queue's options as they
/// are now: a change takes effect with the next look. It looks when nobody is free, and at most every
/// <see cref="_interval"/>; on a timer only while that can change anything, so an idle queue costs nothing.
/// </summary>
internal sealed class ConsumerScaling(
    QueueBuilder queue, IBroker broker, ConsumerCrew crew, Action<ConsumerSlot> begin, Action interrupt, TimeProvider time)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _idleInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private volatile QueueOptions _options = queue.Options;
    private LeaseRenewal? _renewal;
    private ITimer? _timer;
    private TimeSpan _timerDue = TimeSpan.MaxValue;
    private bool _stopped;
    private int _target;
    private long _lookedAt;

    /// <summary>The queue's options at the last look.</summary>
    public QueueOptions Options => _options;

    public void Start(LeaseRenewal renewal)
    {
        lock (_lock)
        {
            _renewal = renewal;
            _timer = time.CreateTimer(_ => Scale(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Scale();
        Volatile.Write(ref _lookedAt, time.GetTimestamp() - (long)(_interval.TotalSeconds * time.TimestampFrequency));
    }

    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Looks, unless it has just done so.</summary>
    public void Look()
    {
        if (IsDue())
            Scale();
    }

    /// <summary>All consumers handle a message: looks now, or, when it has just done so, in a moment.</summary>
    public void NobodyIsFree()
    {
        if (IsDue())
            Scale();
        else
            WakeIn(_target < _options.MaxConsumers ? _interval : _idleInterval);
    }

    private bool IsDue() => time.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= _interval;

    private void Scale()
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            Volatile.Write(ref _lookedAt, time.GetTimestamp());
            var statistics = Read();
            var options = _options = statistics?.Options ?? _options;
            _renewal!.Use(options.LeaseDuration);

            var (consumers, busy, begun, handlingTime) = crew.Look();
            var wait = statistics?.OldestReadyAt is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero;
            var load = new ConsumerLoad((statistics?.Ready ?? 0) + begun, wait, busy, handlingTime, consumers);
            var target = ScalingPolicy.Target(load, options.MinConsumers, options.MaxConsumers);
            var isFewer = target < _target;
            _target = target;
            foreach (var added in crew.Resize(target))
                begin(added);

            // Whoever receives has asked for as many messages as there were consumers.
            if (isFewer)
                interrupt();
            _timerDue = TimeSpan.MaxValue;
            if (busy >= target && target < options.MaxConsumers)
                WakeIn(_interval);
            else if (busy >= target || target > Math.Max(1, options.MinConsumers))
                WakeIn(_idleInterval); // more may be allowed by then while all are busy, and fewer be enough while some are not
        }
    }

    private QueueStatistics? Read()
    {
        try
        {
            return broker.Statistics(queue.Name);
        }
        catch (BrokerException)
        {
            // It is closed, or cannot be reached: what was known last still holds.
            return null;
        }
    }

    private void WakeIn(TimeSpan due)
    {
        // Read without the lock: the usual case while messages come one after the other.
        if (_timerDue <= due)
            return;
        lock (_lock)
        {
            if (_stopped || _timerDue <= due)
                return;
            _timerDue = due;
            _timer!.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
