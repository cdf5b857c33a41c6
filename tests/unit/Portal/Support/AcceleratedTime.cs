namespace Unit.Portal.Support;

/// <summary>The real clock, running faster: retries, sweeps and leases take their course without the tests waiting for them.</summary>
internal sealed class AcceleratedTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset _started = System.GetUtcNow();
    private readonly long _startStamp = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _started + System.GetElapsedTime(_startStamp) * factor;

    public override long GetTimestamp() => (System.GetTimestamp() - _startStamp) * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    private TimeSpan Shorten(TimeSpan time) => time <= TimeSpan.Zero ? time : time / factor;

    private sealed class Timer(ITimer real, AcceleratedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Shorten(dueTime), time.Shorten(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
