namespace Unit.Portal.Support;

/// <summary>A clock that stands still until a test moves it on; timers fire on the way, in their order.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when so many timers are armed: what the test is about has come to the point where it waits.</summary>
    public async Task ArmedAsync(int count = 1)
    {
        TaskCompletionSource reached;
        lock (_lock)
        {
            if (_timers.Count == count)
                return;
            reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
        }

        await reached.Task.WaitAsync(Until.Deadline);
    }

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (true)
        {
            Timer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= until).MinBy(t => t.Due);
                _now = next?.Due ?? until;
                if (next is null)
                    return;
                Remove(next);
            }

            next.Fire();
        }
    }

    private void Remove(Timer timer)
    {
        _timers.Remove(timer);
        Tell();
    }

    private void Tell()
    {
        foreach (var waiting in _waiting.Where(w => w.Count == _timers.Count).ToList())
        {
            waiting.Reached.SetResult();
            _waiting.Remove(waiting);
        }
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                }

                time.Tell();
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
