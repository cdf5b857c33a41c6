namespace Messaging;

/// <summary>How a queue behaves.</summary>
public sealed record QueueOptions
{
    /// <summary>Attempts before a message becomes a dead letter, 1 to 1,000. Default 10.</summary>
    public int MaxDeliveryAttempts { get; init; } = 10;

    /// <summary>How long a lease lasts unless renewed, 100 ms to 12 hours. Default 30 seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most messages it holds, scheduled ones included; beyond it publishes are refused. Default null: no limit.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Largest body in bytes, at most 64 MiB. Default 1 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

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
    }
}
