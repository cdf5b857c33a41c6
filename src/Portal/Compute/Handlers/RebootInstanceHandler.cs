using Messaging;
using Portal.Compute.Data;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Contracts.Compute;

namespace Portal.Compute.Handlers;

/// <summary>
/// Replaces the process. Crash windows: the launches before this one are ended, however often; this one happens once and
/// is found again, so a redelivered reboot does not reboot what it has started.
/// </summary>
internal sealed class RebootInstanceHandler(InstanceWork work, IInstanceProvider provider, InstanceWatcher watcher) : IHandler<RebootInstance>
{
    public Task HandleAsync(RebootInstance message, MessageContext context, CancellationToken cancellationToken) => work.RunAsync(
        message.InstanceId,
        message.Version,
        (instance, superseded) => RebootAsync(instance, context, superseded, cancellationToken),
        cancellationToken);

    private async Task RebootAsync(
        Instance instance, MessageContext context, CancellationToken superseded, CancellationToken cancellationToken)
    {
        if (!await provider.StopAsync(instance.Id, instance.LaunchVersion - 1, StopMode.Ask, superseded))
        {
            await work.ConcludeAsync(
                context,
                instance,
                InstanceOutcome.StopRefused,
                cancellationToken,
                reason: StateReasons.InternalError("It was not rebooted: it did not end within the grace period and may not be killed."));
            return;
        }

        FaultPoint.Hit("compute:reboot-between");
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
        watcher.Watch(instance.Id, process);
    }
}
