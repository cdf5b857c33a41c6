using Messaging;
using Portal.Compute.Data;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Contracts.Compute;

namespace Portal.Compute.Handlers;

/// <summary>
/// Launches the process. Crash windows: when its launcher has begun, its file is there and the redelivered message finds
/// the process, running or ended; when it has not, it is started. Never are there two.
/// </summary>
internal sealed class StartInstanceHandler(InstanceWork work, IInstanceProvider provider, InstanceWatcher watcher) : IHandler<StartInstance>
{
    public Task HandleAsync(StartInstance message, MessageContext context, CancellationToken cancellationToken) => work.RunAsync(
        message.InstanceId,
        message.Version,
        (instance, superseded) => LaunchAsync(instance, context, superseded, cancellationToken),
        cancellationToken);

    private async Task LaunchAsync(
        Instance instance, MessageContext context, CancellationToken superseded, CancellationToken cancellationToken)
    {
        InstanceProcess process;
        try
        {
            process = await provider.LaunchAsync(
                new LaunchOrder(instance.Id, instance.Name, instance.Workload, instance.LaunchVersion), superseded);
        }
        catch (LaunchFailedException e)
        {
            await work.ConcludeAsync(
                context, instance, InstanceOutcome.LaunchFailed, cancellationToken, reason: StateReasons.InternalError(e.Message));
            return;
        }

        await work.ConcludeAsync(context, instance, InstanceOutcome.Launched, cancellationToken, process);

        // After the commit: an end that is noticed before it would be ignored. If we crash here, the next start finds the process.
        watcher.Watch(instance.Id, process);
    }
}
