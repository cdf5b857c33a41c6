namespace Messaging;

/// <summary>How a message that failed is tried again: the part of <see cref="RecoveryOptions"/> that can be changed while a queue is consumed.</summary>
public sealed record RetryPolicy
{
    /// <summary>The most <see cref="ImmediateRetries"/>.</summary>
    public const int MaxImmediateRetries = 100;

    /// <summary>The longest delay.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Retries without any delay, before the delayed ones, 0 to 100. Default 1.</summary>
    public int ImmediateRetries { get; init; } = 1;

    /// <summary>The first delay, 1 ms to a day; each further one is twice the one before. Default 1 second.</summary>
    public TimeSpan DelayFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay, up to a day. Default 5 minutes.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ImmediateRetries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ImmediateRetries, MaxImmediateRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(DelayFirst, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(DelayMax, DelayFirst);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DelayMax, LongestDelay);
    }
}
