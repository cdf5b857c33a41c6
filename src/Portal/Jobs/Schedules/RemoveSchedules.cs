using Messaging;
using Portal.Contracts.Compute;

namespace Portal.Jobs.Schedules;

/// <summary>A terminated instance needs no schedules. To be repeated at will.</summary>
internal sealed class RemoveSchedules(ScheduleStore store, ScheduleFeed feed) : IHandler<InstanceTerminated>
{
    public async Task HandleAsync(InstanceTerminated message, MessageContext context, CancellationToken cancellationToken)
    {
        await store.DeleteAllAsync(message.InstanceId, cancellationToken);
        await feed.PublishAsync(message.InstanceId, cancellationToken);
    }
}
