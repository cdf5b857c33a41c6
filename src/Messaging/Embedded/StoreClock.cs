namespace Messaging.Embedded;

/// <summary>
/// The time that due times are compared with. It runs with the monotonic clock, and follows the wall clock no faster than by a
/// tenth: when somebody sets the computer's clock by an hour, a delay of ten seconds still takes between nine and eleven,
/// and what is due tomorrow at noon is still due at noon. It never goes backwards while the process lives.
/// </summary>
internal sealed class StoreClock
{
    private const double MaxSlew = 0.1;
    private static readonly TimeSpan _together = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long _timestamp;
    private double _milliseconds;
    private long _latest;

    public StoreClock(TimeProvider time)
    {
        _time = time;
        _timestamp = time.GetTimestamp();
        _milliseconds = WallMilliseconds;
        _latest = (long)_milliseconds;
    }

    /// <summary>Unix milliseconds.</summary>
    public long Now
    {
        get
        {
            lock (_lock)
            {
                var (timestamp, wall) = Read();
                var elapsed = _time.GetElapsedTime(_timestamp, timestamp).TotalMilliseconds;
                _timestamp = timestamp;
                _milliseconds += elapsed;
                _milliseconds += Math.Clamp(wall - _milliseconds, -elapsed * MaxSlew, elapsed * MaxSlew);
                var now = (long)_milliseconds;
                Volatile.Write(ref _latest, now);
                return now;
            }
        }
    }

    /// <summary>
    /// The time as it was looked at last, by anybody, Unix milliseconds. The writer looks before each transaction, so to what is carried out in
    /// one this is its time, at no cost: asking two clocks for each message was a seventh of what the writer did.
    /// </summary>
    public long Latest => Volatile.Read(ref _latest);

    private double WallMilliseconds => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>Both clocks at one moment: a thread that was stopped between them would take its pause for a clock that was set.</summary>
    private (long Timestamp, double Wall) Read()
    {
        while (true)
        {
            var timestamp = _time.GetTimestamp();
            var wall = WallMilliseconds;
            if (_time.GetElapsedTime(timestamp) < _together)
                return (timestamp, wall);
        }
    }

    /// <summary>The time of this clock at which the wall clock will show <paramref name="wall"/>, unless somebody sets it again.</summary>
    public long At(DateTimeOffset wall)
    {
        var now = Now;
        var ahead = (wall - _time.GetUtcNow()).TotalMilliseconds;
        var offset = WallMilliseconds - now;

        // What of the difference will be left by then.
        var left = Math.CopySign(Math.Max(0, Math.Abs(offset) - (Math.Max(0, ahead) * MaxSlew)), offset);
        return (long)Math.Ceiling(now + offset + ahead - left);
    }

    /// <summary>The time of this clock when <paramref name="delay"/> has passed.</summary>
    public long After(TimeSpan delay) => At(_time.GetUtcNow() + delay);
}
