using Messaging;
using Portal.Client.Overview;

namespace Portal.Overview;

/// <summary>The failures of each queue, as the broker counts them.</summary>
internal sealed class QueueFailures(IBroker broker) : IFailureFigures
{
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        broker.CountDeadLettersAsync(DeadLetterStatus.Failed, cancellationToken);

    public Task<IReadOnlyList<FailureGroup>> GroupsAsync(int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FailureGroup>>(
        [
            .. broker.Statistics().Where(queue => queue.DeadLettered > 0).OrderByDescending(queue => queue.DeadLettered).Take(max)
                .Select(queue => new FailureGroup(
                    $"in queue {queue.Queue}",
                    queue.DeadLettered,
                    null,
                    $"dead-letters?queue={Uri.EscapeDataString(queue.Queue)}&status=failed")),
        ]);
}
