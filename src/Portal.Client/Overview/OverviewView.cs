using Portal.Client.Live;
using Portal.Client.Security;

namespace Portal.Client.Overview;

/// <summary>The state of the portal at a glance. Pushed once a second while somebody looks.</summary>
/// <param name="OrdersPerMinute">Orders placed per minute, oldest first, the last 30 minutes; the last bucket is still filling.</param>
/// <param name="Depth">Messages waiting (ready and scheduled) over all queues, oldest first, one sample a second, at most 300.</param>
/// <param name="HandledPerSecond">Messages acknowledged per second over all queues, sampled like <paramref name="Depth"/>.</param>
/// <param name="Queues">Every queue's figures.</param>
/// <param name="FailedDeadLetters">Dead letters in status <c>failed</c>.</param>
/// <param name="OrdersByStatus">Count of orders per status; statuses without orders are absent.</param>
/// <param name="InstancesByState">Count of instances per state; states without instances are absent.</param>
/// <param name="ThirdParties">Health of everything the portal calls over HTTP, from the calls it made.</param>
/// <param name="Version">Grows with every sample.</param>
public sealed record OverviewView(
    IReadOnlyList<Sample> OrdersPerMinute,
    IReadOnlyList<Sample> Depth,
    IReadOnlyList<Sample> HandledPerSecond,
    IReadOnlyList<Queues.QueueView> Queues,
    long FailedDeadLetters,
    IReadOnlyDictionary<Orders.OrderStatus, long> OrdersByStatus,
    IReadOnlyDictionary<Instances.InstanceState, long> InstancesByState,
    IReadOnlyList<ThirdPartyView> ThirdParties,
    long Version) : ILiveEntity
{
    public const string EntityId = "overview";

    string ILiveEntity.Id => EntityId;
}

public sealed record Sample(DateTimeOffset At, double Value);

/// <param name="Name">For example <c>payments</c>.</param>
/// <param name="Healthy">Whether the last call got an answer.</param>
/// <param name="LastCallAt">When, or null when none was made since the start.</param>
/// <param name="LastMilliseconds">How long the last call took.</param>
/// <param name="LastError">What went wrong with the last call, or null.</param>
public sealed record ThirdPartyView(string Name, bool Healthy, DateTimeOffset? LastCallAt, double? LastMilliseconds, string? LastError);

public interface IOverviewGateway
{
    [Reads]
    Task<OverviewView> SnapshotAsync(CancellationToken cancellationToken);
}
