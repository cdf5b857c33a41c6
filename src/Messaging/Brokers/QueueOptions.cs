namespace Messaging;

/// <summary>How a queue behaves.</summary>
public sealed record QueueOptions
{
    /// <summary>Attempts before a message becomes a dead letter, 1 to 1,000. Default 10.</summary>
    public int MaxDeliveryAttempts { get; init; } = 10;

    /// <summary>How long a lease lasts unless renewed, 100 ms to 12 hours. Default 30 seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most messages it holds, scheduled ones included. Default null: no limit.</summary>
    public long? MaxLength { get; init; }

    /// <summary>What happens to a message that comes when the queue holds <see cref="MaxLength"/>. Default: it is refused.</summary>
    public WhenFull WhenFull { get; init; }

    /// <summary>Largest body in bytes, at most 64 MiB. Default 1 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// How long a message is worth delivering, from when it is ready, at least 1 ms. Default null: for ever. A message's own
    /// <see cref="MessageHeaders.ExpiresAt"/> counts when it is earlier.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// Whether a message that was not delivered in its time becomes a dead letter (<see cref="DeadLetterReasons.Expired"/>).
    /// Default false: it is removed and counted.
    /// </summary>
    public bool DeadLetterExpired { get; init; }

    /// <summary>
    /// A message whose id was published to this queue within this time, up to 7 days, is confirmed and not stored again.
    /// Default null: no check.
    /// </summary>
    public TimeSpan? DedupeWindow { get; init; }

    /// <summary>Whether messages with the same ordering key are handed out one at a time and in order. Default true.</summary>
    public bool Ordering { get; init; } = true;

    /// <summary>What happens to the rest of a key when its first message becomes a dead letter. Default: the next one is delivered.</summary>
    public WhenKeyFails WhenKeyFails { get; init; }

    /// <summary>Most messages under lease at the same time, over all receivers. Default null: no limit.</summary>
    public int? MaxLeased { get; init; }

    /// <summary>Most messages handed out in a second, over all receivers, retries included. Default null: no limit.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Handlers that run in a process that consumes the queue even when there is little to do. Default 1.</summary>
    public int MinConsumers { get; init; } = 1;

    /// <summary>Most handlers that run at the same time in a process that consumes the queue, up to 1,000. Default 8.</summary>
    public int MaxConsumers { get; init; } = 8;

    /// <summary>Messages a process leases beyond those being handled, up to 1,000. Default 0.</summary>
    public int Prefetch { get; init; }

    /// <summary>
    /// How handlers of a process that consumes the queue have failures retried. Default null: as that process says
    /// (<see cref="QueueBuilder.Recovery"/>). Receivers that settle by themselves say the delay themselves.
    /// </summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDeliveryAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDeliveryAttempts, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseDuration, TimeSpan.FromMilliseconds(100));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeaseDuration, TimeSpan.FromHours(12));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBodyBytes, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBodyBytes, 64 * 1024 * 1024);
        if (MaxLength is { } length)
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(MaxLength));
        if (TimeToLive is { } live)
            ArgumentOutOfRangeException.ThrowIfLessThan(live, TimeSpan.FromMilliseconds(1), nameof(TimeToLive));
        if (DedupeWindow is { } window)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero, nameof(DedupeWindow));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(window, TimeSpan.FromDays(7), nameof(DedupeWindow));
        }

        if (MaxLeased is { } leased)
            ArgumentOutOfRangeException.ThrowIfLessThan(leased, 1, nameof(MaxLeased));
        if (RatePerSecond is { } rate)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(double.IsFinite(rate), true, nameof(RatePerSecond));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(RatePerSecond));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConsumers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxConsumers, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinConsumers, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MinConsumers, MaxConsumers);
        ArgumentOutOfRangeException.ThrowIfNegative(Prefetch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Prefetch, 1000);
        Retry?.Validate();
        if (!Enum.IsDefined(WhenFull))
            throw new ArgumentOutOfRangeException(nameof(WhenFull));
        if (!Enum.IsDefined(WhenKeyFails))
            throw new ArgumentOutOfRangeException(nameof(WhenKeyFails));
    }
}
