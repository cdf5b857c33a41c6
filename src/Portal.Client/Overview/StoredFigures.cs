using Portal.Client.Instances;
using Portal.Client.Orders;

namespace Portal.Client.Overview;

/// <summary>Counts that are read from disk, every few seconds while somebody looks.</summary>
/// <param name="OrdersPerMinute">Orders placed, oldest first, the last 30 minutes; the last one is still filling.</param>
/// <param name="OrdersByStatus">Statuses without orders are absent.</param>
/// <param name="InstancesByState">States without instances are absent.</param>
/// <param name="FailedInstances">Instances that stopped without being asked to, the latest first.</param>
/// <param name="FailedMessages">Dead letters in status <c>failed</c>.</param>
/// <param name="FailureGroups">Where most of them are, the latest failure first.</param>
/// <param name="StoppedOperations">Long work that stopped by itself and waits for a person.</param>
public sealed record StoredFigures(
    IReadOnlyList<Sample> OrdersPerMinute,
    IReadOnlyDictionary<OrderStatus, long> OrdersByStatus,
    IReadOnlyDictionary<InstanceState, long> InstancesByState,
    IReadOnlyList<FailedInstance> FailedInstances,
    long FailedMessages,
    IReadOnlyList<FailureGroup> FailureGroups,
    IReadOnlyList<StoppedOperation> StoppedOperations);

/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Words">Why it stopped.</param>
/// <param name="At">When.</param>
public sealed record FailedInstance(string Id, string Name, string Words, DateTimeOffset At);

/// <param name="Title">What failed, in words.</param>
/// <param name="Count">How many dead letters in status <c>failed</c>.</param>
/// <param name="LastFailedAt">The latest failure, or null when that is not known.</param>
/// <param name="Href">Where they are.</param>
public sealed record FailureGroup(string Title, long Count, DateTimeOffset? LastFailedAt, string Href);

/// <param name="Id">Its id.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Words">Why it stopped, or null.</param>
public sealed record StoppedOperation(string Id, string Title, string? Words);

public sealed record Sample(DateTimeOffset At, double Value);
