using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Queues;

/// <param name="MaxDeliveryAttempts">1 to 100; null keeps the present value (default 10).</param>
/// <param name="LeaseSeconds">1 to 43,200; null keeps the present value (default 30).</param>
/// <param name="MaxLength">1 or more; null means no limit.</param>
public sealed record PutQueue(int? MaxDeliveryAttempts = null, double? LeaseSeconds = null, long? MaxLength = null);

/// <summary>Queues, as pages and REST use them.</summary>
public interface IQueueGateway
{
    [Reads]
    IReadOnlyList<QueueView> List();

    [Reads]
    QueueView? Find(string name);

    /// <summary>Hands out no new message until resumed; what is being handled goes on.</summary>
    [Needs(Ability.OperateQueues)]
    Task<Outcome<QueueView>> PauseAsync(string name, CancellationToken cancellationToken);

    [Needs(Ability.OperateQueues)]
    Task<Outcome<QueueView>> ResumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes every ready and scheduled message. Cannot be undone.</summary>
    [Needs(Ability.Destroy)]
    Task<Outcome<PurgeResult>> PurgeAsync(string name, CancellationToken cancellationToken);
}

public sealed record PurgeResult(long Purged);
