using Messaging;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Overview;
using Portal.Operations.DeadLetters;
using DeadLetterStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Portal.Overview;

/// <summary>The groups of the dead-letter desk; where it knows none yet, the failures of each queue, as the broker counts them.</summary>
internal sealed class FailureFigures(IBroker broker, DeadLetterGateway desk) : IFailureFigures
{
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        broker.CountDeadLettersAsync(Messaging.DeadLetterStatus.Failed, cancellationToken);

    public async Task<IReadOnlyList<FailureGroup>> GroupsAsync(int max, CancellationToken cancellationToken)
    {
        var groups = await desk.GroupsAsync(new DeadLetterFilter { Status = DeadLetterStatus.Failed }, new PageRequest(max), cancellationToken);
        return groups.Value is { Items: { Count: > 0 } known } ? [.. known.Select(Of)] : OfQueues(max);
    }

    private static FailureGroup Of(DeadLetterGroup group)
    {
        var what = group.ExceptionType is { } exception ? exception[(exception.LastIndexOf('.') + 1)..] : group.Reason;
        return new FailureGroup(
            $"{group.Type}, {what}{(group.TopFrame is { } frame ? $" in {frame}" : "")}",
            group.Counts.GetValueOrDefault(DeadLetterStatus.Failed),
            group.LastFailedAt,
            $"dead-letters?group={Uri.EscapeDataString(group.Id)}&status=failed");
    }

    private List<FailureGroup> OfQueues(int max) =>
    [
        .. broker.Statistics().Where(queue => queue.DeadLettered > 0).OrderByDescending(queue => queue.DeadLettered).Take(max)
            .Select(queue => new FailureGroup(
                $"in queue {queue.Queue}",
                queue.DeadLettered,
                null,
                $"dead-letters?queue={Uri.EscapeDataString(queue.Queue)}&status=failed")),
    ];
}
