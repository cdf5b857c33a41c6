using Portal.Client.Live;

namespace Portal.Client.Queues;

/// <summary>A queue with its figures and settings. The id of a queue is its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">Waiting to be delivered.</param>
/// <param name="Leased">Delivered and not settled.</param>
/// <param name="Scheduled">Not due yet: delayed, or waiting for a retry.</param>
/// <param name="DeadLettered">Its dead letters in status failed.</param>
/// <param name="OldestAgeSeconds">How long its first message waits; 0 when none waits.</param>
/// <param name="Consumers">Handlers of the portal, now; for a queue without any, programs that wait for a message.</param>
/// <param name="PublishedPerSecond">In the last second.</param>
/// <param name="AcknowledgedPerSecond">In the last second.</param>
/// <param name="Paused">Whether it hands out nothing.</param>
/// <param name="Version">Grows with every sample.</param>
public sealed record QueueView(
    string Name,
    long Ready,
    long Leased,
    long Scheduled,
    long DeadLettered,
    double OldestAgeSeconds,
    int Consumers,
    double PublishedPerSecond,
    double AcknowledgedPerSecond,
    bool Paused,
    long Version) : QueueSettings, ILiveEntity
{
    /// <summary>Deliveries that failed, retried or not, in the last second.</summary>
    public double FailedPerSecond { get; init; }

    /// <summary>Handlers of the portal that have a message in hand.</summary>
    public int BusyConsumers { get; init; }

    /// <summary>Whether a service of the portal consumes it; such a queue cannot be deleted.</summary>
    public bool BelongsToService { get; init; }

    /// <summary>Its first message has become older for half a minute, without a pause.</summary>
    public bool IsFallingBehind { get; init; }

    /// <summary>What its handlers call and does not answer; empty when all is well.</summary>
    public IReadOnlyList<CircuitView> Circuits { get; init; } = [];

    /// <summary>Messages removed because their time was over, since the portal was started.</summary>
    public long Expired { get; init; }

    /// <summary>Messages not stored because their id had come lately, since the portal was started.</summary>
    public long Duplicates { get; init; }

    /// <summary>Something of it on the disk cannot be read: what is behind that is not delivered.</summary>
    public bool IsDamaged { get; init; }

    string ILiveEntity.Id => Name;
}

/// <summary>Something a queue's handlers call, and which is out.</summary>
/// <param name="Downstream">What is called.</param>
/// <param name="State"><c>closed</c> while failures are only counted, <c>open</c>, <c>probing</c>.</param>
/// <param name="Since">When the trouble began.</param>
/// <param name="Failures">In a row, probes included.</param>
/// <param name="NextProbeAt">When one message is tried next, or null.</param>
/// <param name="Error">What the last failure said.</param>
public sealed record CircuitView(
    string Downstream, string State, DateTimeOffset Since, int Failures, DateTimeOffset? NextProbeAt, string Error)
{
    /// <summary>Whether messages wait for it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => State != "closed";
}
