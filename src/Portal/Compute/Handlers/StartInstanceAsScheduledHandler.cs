using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Instances;
using Portal.Contracts.Compute;
using Portal.Data;

namespace Portal.Compute.Handlers;

/// <summary>Accepts what a schedule asks for, if the instance is stopped; nobody is there to be told otherwise.</summary>
internal sealed class StartInstanceAsScheduledHandler(
    ServiceStore<ComputeDbContext> store, ILogger<StartInstanceAsScheduledHandler> logger) : IHandler<StartInstanceAsScheduled>
{
    public Task HandleAsync(StartInstanceAsScheduled message, MessageContext context, CancellationToken cancellationToken) =>
        store.HandleOnceAsync(
            context,
            async work =>
            {
                var instance = await work.Db.Instances.SingleOrDefaultAsync(i => i.Id == message.InstanceId, cancellationToken);
                if (instance is not { State: InstanceState.Stopped }
                    || !InstanceRequests.TryAccept(work, instance, InstanceAction.Start, force: false, InstanceRequests.Schedule))
                    ComputeLog.ScheduledStartSkipped(logger, message.InstanceId);
            },
            cancellationToken);
}
