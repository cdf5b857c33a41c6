using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Contracts.Compute;
using Portal.Data;

namespace Portal.Compute.Handlers;

/// <summary>
/// What all workers have in common: take the turn, see whether the command is still the latest, work outside of any
/// transaction, then commit the outcome together with the inbox entry.
/// Crash windows: before the work, and in the middle of it, the message comes again and every step of the provider finds what
/// was done already; between the work and the commit likewise, and nothing is done twice; after the commit the inbox, the
/// state or the version says that this is over.
/// </summary>
internal sealed class InstanceWork(ServiceStore<ComputeDbContext> store, InstanceTurns turns, ILogger<InstanceWork> logger)
{
    /// <param name="instanceId">The instance.</param>
    /// <param name="version">The version at which the action was asked.</param>
    /// <param name="work">The action; its token is also cancelled when a later action makes this one void.</param>
    /// <param name="cancellationToken">Aborts the handling.</param>
    public async Task RunAsync(
        string instanceId, long version, Func<Instance, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(instanceId, version, cancellationToken);
        var instance = await store.ReadAsync(
            db => db.Instances.AsNoTracking().SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken), cancellationToken);
        if (instance is null || instance.AskedVersion != version || !instance.Lifecycle.IsUnderWay)
        {
            ComputeLog.Void(logger, instanceId, version);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(turn.Superseded, cancellationToken);
        try
        {
            await work(instance, either.Token);
        }
        catch (OperationCanceledException) when (turn.Superseded.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            ComputeLog.Void(logger, instanceId, version);
        }
    }

    /// <summary>Commits the outcome, once; a late or repeated one is ignored.</summary>
    public Task ConcludeAsync(
        MessageContext context,
        Instance asked,
        InstanceOutcome outcome,
        CancellationToken cancellationToken,
        InstanceProcess? process = null,
        StateReason? reason = null)
    {
        FaultPoint.Hit("compute:before-conclude");
        return store.HandleOnceAsync(
            context,
            async work =>
            {
                var instance = await work.Db.Instances.SingleOrDefaultAsync(i => i.Id == asked.Id, cancellationToken);
                if (instance is null || InstanceStateMachine.Conclude(instance.Lifecycle, outcome, asked.AskedVersion, reason) is not { } next)
                {
                    ComputeLog.OutcomeIgnored(logger, asked.Id, asked.AskedVersion, outcome);
                    return;
                }

                if (process is not null)
                    instance.RunsAs(process, work.Now);
                instance.Become(next, work.Now);
                work.Note(instance, InstanceOutcomes.NameOf(outcome));
                if (outcome is InstanceOutcome.Terminated)
                    work.Send(new InstanceTerminated(instance.Id));
            },
            cancellationToken);
    }
}
