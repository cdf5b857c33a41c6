using System.Text.Json.Serialization;

namespace Portal.Client.Queues;

/// <summary>How a queue behaves, as it can be changed while it works. Times are in seconds; null is no limit.</summary>
public record QueueSettings
{
    /// <summary>Attempts before a message becomes a dead letter.</summary>
    public int MaxDeliveryAttempts { get; init; } = 10;

    /// <summary>Retries without any delay, before the delayed ones. By handlers of the portal; other receivers say the delay themselves.</summary>
    public int ImmediateRetries { get; init; } = 1;

    /// <summary>The first delay of a retry; each further one is twice the one before.</summary>
    public double RetryDelaySeconds { get; init; } = 1;

    /// <summary>The longest delay of a retry.</summary>
    public double MaxRetryDelaySeconds { get; init; } = 300;

    public double LeaseSeconds { get; init; } = 30;

    /// <summary>Most messages it holds, scheduled ones included.</summary>
    public long? MaxLength { get; init; }

    public WhenFull WhenFull { get; init; }

    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a message is worth delivering.</summary>
    public double? TimeToLiveSeconds { get; init; }

    /// <summary>Whether a message whose time is over becomes a dead letter; otherwise it is removed and counted.</summary>
    public bool DeadLetterExpired { get; init; }

    /// <summary>A message whose id came within this time is not stored again.</summary>
    public double? DedupeWindowSeconds { get; init; }

    /// <summary>Whether messages with the same ordering key are handed out one at a time and in order.</summary>
    public bool Ordering { get; init; } = true;

    public WhenKeyFails WhenKeyFails { get; init; }

    /// <summary>Most messages under lease at the same time, over all receivers.</summary>
    public int? MaxLeased { get; init; }

    /// <summary>Most messages handed out in a second, over all receivers.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Handlers that are there even when there is little to do.</summary>
    public int MinConsumers { get; init; } = 1;

    /// <summary>Most handlers at the same time.</summary>
    public int MaxConsumers { get; init; } = 8;

    /// <summary>Messages leased beyond those being handled.</summary>
    public int Prefetch { get; init; }
}

/// <summary>What happens to a message that comes when the queue holds its most.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenFull>))]
public enum WhenFull
{
    [JsonStringEnumMemberName("refuse")] Refuse,
    [JsonStringEnumMemberName("deadLetter")] DeadLetter,
}

/// <summary>What happens to the rest of an ordering key when its first message becomes a dead letter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenKeyFails>))]
public enum WhenKeyFails
{
    [JsonStringEnumMemberName("continue")] Continue,
    [JsonStringEnumMemberName("hold")] Hold,
}
