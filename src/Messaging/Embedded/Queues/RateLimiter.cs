namespace Messaging.Embedded;

/// <summary>
/// A token bucket (J. Turner, "New directions in communications", 1986): so many messages a second, with bursts of a tenth of a
/// second. Not synchronised: the queue's lock guards it.
/// </summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private double _tokens;
    private long _filledAt = time.GetTimestamp();

    /// <summary>How many of <paramref name="wanted"/> may be handed out now.</summary>
    public int Available(double ratePerSecond, int wanted)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Math.Max(1, ratePerSecond / 10), _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * ratePerSecond));
        _filledAt = now;
        return (int)Math.Min(wanted, _tokens);
    }

    public void Spend(int count) => _tokens -= count;

    /// <summary>How long until one more may be handed out.</summary>
    public TimeSpan UntilNext(double ratePerSecond) => TimeSpan.FromSeconds(Math.Max(0, (1 - _tokens) / ratePerSecond));
}
