namespace Unit.Support;

/// <summary>
/// A clock that moves only when told. Timers fire on the caller's thread, in the order they are due, each at its own time;
/// a timer that is due at once fires at once, as the real one does.
/// </summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private TimeSpan _set;
    private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now + _set;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _now.Ticks;
    }

    /// <summary>Somebody sets the computer's clock: the wall clock steps, the monotonic one and timers do not.</summary>
    public void SetClock(TimeSpan by)
    {
        lock (_lock)
            _set += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        DateTimeOffset target;
        lock (_lock)
            target = _now + by;
        FireUntil(target);
        lock (_lock)
            _now = target;
    }

    /// <summary>Whether a timer fires in exactly so long: who waits for a time that nobody else waits for has begun to.</summary>
    public bool FiresIn(TimeSpan time)
    {
        lock (_lock)
            return _timers.Exists(timer => timer.Due == _now + time);
    }

    /// <summary>The computer sleeps for so long: who wakes finds each timer that was due meanwhile due once, not once for each period.</summary>
    public void Sleep(TimeSpan by)
    {
        DateTimeOffset now;
        lock (_lock)
        {
            now = _now += by;
            foreach (var timer in _timers)
                timer.SkipTo(now);
        }

        FireUntil(now);
    }

    private DateTimeOffset MonotonicNow
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    private void FireUntil(DateTimeOffset target)
    {
        while (true)
        {
            FakeTimer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= target).MinBy(t => t.Due);
                if (next is null)
                    return;
                if (next.Due > _now)
                    _now = next.Due;
                next.Rearm();
            }

            next.Fire();
        }
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _disposed;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                if (_disposed)
                    return false;
                _period = period;
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
            }

            if (dueTime == TimeSpan.Zero)
                time.FireUntil(time.MonotonicNow);
            return true;
        }

        /// <summary>Under the clock's lock: of the periods that are over, only the last is still to come.</summary>
        public void SkipTo(DateTimeOffset now)
        {
            if (_period > TimeSpan.Zero && Due < now)
                Due = now - TimeSpan.FromTicks((now - Due).Ticks % _period.Ticks);
        }

        /// <summary>Under the clock's lock.</summary>
        public void Rearm()
        {
            if (_period > TimeSpan.Zero)
                Due += _period;
            else
                time._timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._lock)
            {
                _disposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
