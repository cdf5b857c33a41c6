namespace Portal.Client.Queues;

/// <summary>
/// Creates a queue, or changes it: what is null keeps its present value, or gets its default in a new queue. Where a limit can
/// be absent, 0 takes it away.
/// </summary>
public sealed record PutQueue
{
    /// <summary>1 to 1,000. Default 10.</summary>
    public int? MaxDeliveryAttempts { get; init; }

    /// <summary>0 to 100. Default 1.</summary>
    public int? ImmediateRetries { get; init; }

    /// <summary>0.001 to 86,400. Default 1.</summary>
    public double? RetryDelaySeconds { get; init; }

    /// <summary>The first delay to 86,400. Default 300.</summary>
    public double? MaxRetryDelaySeconds { get; init; }

    /// <summary>1 to 43,200. Default 30.</summary>
    public double? LeaseSeconds { get; init; }

    /// <summary>1 or more; 0 for no limit, which is the default.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Default <c>refuse</c>.</summary>
    public WhenFull? WhenFull { get; init; }

    /// <summary>0 to 67,108,864. Default 1,048,576.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>0.001 to 31,536,000; 0 for no limit, which is the default.</summary>
    public double? TimeToLiveSeconds { get; init; }

    /// <summary>Default false.</summary>
    public bool? DeadLetterExpired { get; init; }

    /// <summary>Up to 604,800; 0 for no check, which is the default.</summary>
    public double? DedupeWindowSeconds { get; init; }

    /// <summary>Default true.</summary>
    public bool? Ordering { get; init; }

    /// <summary>Default <c>continue</c>.</summary>
    public WhenKeyFails? WhenKeyFails { get; init; }

    /// <summary>1 or more; 0 for no limit, which is the default.</summary>
    public int? MaxLeased { get; init; }

    /// <summary>Over 0; 0 for no limit, which is the default.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>0 to the maximum. Default 1.</summary>
    public int? MinConsumers { get; init; }

    /// <summary>1 to 1,000. Default 8.</summary>
    public int? MaxConsumers { get; init; }

    /// <summary>0 to 1,000. Default 0.</summary>
    public int? Prefetch { get; init; }
}
