using Messaging;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Instances;
using Portal.Contracts.Compute;
using Quartz;

namespace Portal.Jobs.Schedules;

/// <summary>
/// Asks Compute for what a schedule says, and leaves the rest to it. Crash windows: before the message is in the broker the job is run
/// again after the start; asked twice is asked once, for an instance that stops already is left as it is.
/// </summary>
internal sealed class InstanceScheduleJob(IMessageBus bus, InstanceGateway instances, ScheduleStore store, ScheduleFeed feed) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var id = context.MergedJobDataMap.GetString(ScheduleStore.Instance)!;
        if (await instances.FindAsync(id, cancellationToken) is null or { State: InstanceState.Terminated })
        {
            // Made in the very moment in which the instance was terminated.
            await store.DeleteAllAsync(id, cancellationToken);
            return;
        }

        var options = new SendOptions { OrderingKey = id };
        if (context.MergedJobDataMap.GetString(ScheduleStore.Action) == WireName.Of(ScheduledAction.Start))
            await bus.SendAsync(new StartInstanceAsScheduled(id), options, cancellationToken);
        else
            await bus.SendAsync(new StopInstanceAsScheduled(id), options, cancellationToken);
        await feed.PublishAsync(id, cancellationToken);
    }
}
