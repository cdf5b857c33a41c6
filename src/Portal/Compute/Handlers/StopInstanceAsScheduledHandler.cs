using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Instances;
using Portal.Compute.States;
using Portal.Contracts.Compute;
using Portal.Data;

namespace Portal.Compute.Handlers;

/// <summary>Accepts what a schedule asks for, if it can be done; nobody is there to be told otherwise.</summary>
internal sealed class StopInstanceAsScheduledHandler(
    ServiceStore<ComputeDbContext> store, ILogger<StopInstanceAsScheduledHandler> logger) : IHandler<StopInstanceAsScheduled>
{
    public Task HandleAsync(StopInstanceAsScheduled message, MessageContext context, CancellationToken cancellationToken) =>
        store.HandleOnceAsync(
            context,
            async work =>
            {
                var instance = await work.Db.Instances.SingleOrDefaultAsync(i => i.Id == message.InstanceId, cancellationToken);
                var accepted = instance is { IsProtected: false }
                    && InstanceRequests.TryAccept(work, instance, InstanceAction.Stop, force: false, InstanceRequests.Schedule, StateReasons.ScheduledStop);
                if (!accepted)
                    ComputeLog.ScheduleSkipped(logger, message.InstanceId);
            },
            cancellationToken);
}
