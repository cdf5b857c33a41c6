using Messaging;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Contracts.Compute;

namespace Portal.Compute.Handlers;

/// <summary>
/// Ends the process. Crash windows: after SIGTERM it is asked once more and has its grace period anew; once it has ended,
/// the redelivered message finds nothing to end. The watcher may see the end first and record the same.
/// </summary>
internal sealed class StopInstanceHandler(InstanceWork work, IInstanceProvider provider, ILogger<StopInstanceHandler> logger)
    : IHandler<StopInstance>
{
    public Task HandleAsync(StopInstance message, MessageContext context, CancellationToken cancellationToken) => work.RunAsync(
        message.InstanceId,
        message.Version,
        async (instance, superseded) =>
        {
            var mode = message.Force ? StopMode.Kill : StopMode.Ask;
            if (await provider.StopAsync(instance.Id, instance.LaunchVersion, mode, superseded))
                await work.ConcludeAsync(context, instance, InstanceOutcome.Stopped, cancellationToken);
            else
                ComputeLog.StaysStopping(logger, instance.Id); // The watcher will see when it ends, or somebody forces it.
        },
        cancellationToken);
}
