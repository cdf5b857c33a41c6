namespace Messaging;

/// <summary>How failures are retried.</summary>
public sealed record RecoveryOptions
{
    /// <summary>Retries without any delay, before the delayed ones. Default 1: many failures are over at once.</summary>
    public int ImmediateRetries { get; init; } = 1;

    /// <summary>The first delay; each further one is twice the one before. Default 1 second.</summary>
    public TimeSpan DelayFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay. Default 5 minutes.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest delay while something downstream is unavailable, of a message and between two probes. Default 5 seconds,
    /// so that work resumes soon after.
    /// </summary>
    public TimeSpan OutageDelayMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so many <see cref="DownstreamUnavailableException"/>s of one downstream in a row the queue is only probed: one
    /// message at a time, with a growing delay, until one succeeds. 1 or more. Default 3: a single bad answer stops nothing.
    /// </summary>
    public int CircuitOpensAfter { get; init; } = 3;

    /// <summary>Exceptions of these types, or derived from them, go to the dead letters at once. Default: none.</summary>
    public IReadOnlyList<Type> NotRetryable { get; init; } = [];

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ImmediateRetries);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DelayFirst, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(DelayMax, DelayFirst);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(OutageDelayMax, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CircuitOpensAfter, 1);
    }

    /// <summary>The same, with what <paramref name="policy"/> says, if anything.</summary>
    internal RecoveryOptions With(RetryPolicy? policy) => policy is null
        ? this
        : this with { ImmediateRetries = policy.ImmediateRetries, DelayFirst = policy.DelayFirst, DelayMax = policy.DelayMax };

    internal bool IsNotRetryable(Exception exception)
    {
        foreach (var type in NotRetryable)
        {
            if (type.IsInstanceOfType(exception))
                return true;
        }

        return false;
    }
}
