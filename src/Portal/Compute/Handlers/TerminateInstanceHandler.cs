using Messaging;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Contracts.Compute;

namespace Portal.Compute.Handlers;

/// <summary>
/// Ends the process and removes its folder. Crash windows: a half-removed folder may have lost its launch files, but only
/// after the processes of these had ended; the redelivered message removes the rest.
/// </summary>
internal sealed class TerminateInstanceHandler(InstanceWork work, IInstanceProvider provider) : IHandler<TerminateInstance>
{
    public Task HandleAsync(TerminateInstance message, MessageContext context, CancellationToken cancellationToken) => work.RunAsync(
        message.InstanceId,
        message.Version,
        async (instance, superseded) =>
        {
            await provider.StopAsync(instance.Id, instance.LaunchVersion, StopMode.AskThenKill, superseded);
            provider.Remove(instance.Id);
            await work.ConcludeAsync(context, instance, InstanceOutcome.Terminated, cancellationToken);
        },
        cancellationToken);
}
