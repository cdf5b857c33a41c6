using Portal.Client.Live;

namespace Portal.Client.Queues;

/// <summary>A queue with its options and figures. The id of a queue is its name.</summary>
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
    int MaxDeliveryAttempts,
    double LeaseSeconds,
    long? MaxLength,
    long Version) : ILiveEntity
{
    string ILiveEntity.Id => Name;
}
