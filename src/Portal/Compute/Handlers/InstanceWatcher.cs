using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Data;

namespace Portal.Compute.Handlers;

/// <summary>
/// Notices processes that end by themselves. Each running instance has a watch that sleeps until the kernel says so; a sweep
/// finds those that run from before a restart, and whatever a failure has left without a watch.
/// Races: a process that ends while it is stopped on purpose leads to the same state whoever records it first; one that ends
/// because it is being rebooted is not recorded, for the instance is <c>Rebooting</c> or has another process by then.
/// </summary>
internal sealed class InstanceWatcher(
    ServiceStore<ComputeDbContext> store, IInstanceProvider provider, TimeProvider time, ILogger<InstanceWatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan _sweepEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _terminatedKeptFor = TimeSpan.FromHours(1);

    // A unit of the writer is short, also where a million are to go.
    private const int ForgetAtOnce = 500;

    private readonly ConcurrentDictionary<InstanceProcess, string> _watched = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Watches this process until it ends. Watching it twice is watching it once.</summary>
    public void Watch(string instanceId, InstanceProcess process)
    {
        if (!_stopping.IsCancellationRequested && _watched.TryAdd(process, instanceId))
            _ = WatchAsync(instanceId, process, _stopping.Token);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        // Watches end on the cancellation, not on this; a handler that is late may still call Watch.
        _stopping.Cancel();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_sweepEvery, time);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // The next sweep is the retry, whatever it was.
                    ComputeLog.SweepFailed(logger, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var forget = (time.GetUtcNow() - _terminatedKeptFor).ToUnixTimeMilliseconds();
        var (running, forgettable) = await store.ReadAsync(
            async db => (
                await db.Instances.AsNoTracking()
                    .Where(i => (i.State == InstanceState.Running || i.State == InstanceState.Stopping) && i.Pid != null)
                    .ToListAsync(cancellationToken),
                await db.Instances.AnyAsync(i => i.State == InstanceState.Terminated && i.UpdatedAt < forget, cancellationToken)),
            cancellationToken);
        foreach (var instance in running)
        {
            Watch(instance.Id, instance.Process!);
            provider.TrimLog(instance.Id);
        }

        while (forgettable)
            forgettable = await ForgetAsync(forget, cancellationToken) == ForgetAtOnce;
    }

    /// <summary>Deletes instances that were terminated before this, and their history; says how many.</summary>
    private Task<int> ForgetAsync(long before, CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            var gone = await work.Db.Instances.Where(i => i.State == InstanceState.Terminated && i.UpdatedAt < before)
                .OrderBy(i => i.UpdatedAt).Select(i => i.Id).Take(ForgetAtOnce).ToListAsync(cancellationToken);
            await work.Db.History.Where(r => gone.Contains(r.InstanceId)).ExecuteDeleteAsync(cancellationToken);
            return await work.Db.Instances.Where(i => gone.Contains(i.Id)).ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);

    private async Task WatchAsync(string instanceId, InstanceProcess process, CancellationToken cancellationToken)
    {
        try
        {
            var exit = await provider.WaitForExitAsync(process, cancellationToken);
            await RecordAsync(instanceId, process, exit, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            // Without a watch the next sweep gives it one.
            ComputeLog.WatchFailed(logger, instanceId, e);
        }
        finally
        {
            _watched.TryRemove(process, out _);
        }
    }

    private Task<bool> RecordAsync(string instanceId, InstanceProcess process, ProcessExit exit, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async work =>
            {
                var instance = await work.Db.Instances.SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken);
                if (instance?.Process != process)
                    return false;
                var reason = exit.MachineRestarted
                    ? StateReasons.InternalError("The machine it ran on was restarted.")
                    : StateReasons.InstanceInitiatedShutdown(exit.ExitCode);
                if (InstanceStateMachine.Conclude(instance.Lifecycle, InstanceOutcome.Exited, instance.AskedVersion, reason) is not { } next)
                    return false;

                // What was asked to stop has stopped, whoever sees it first.
                var outcome = instance.State is InstanceState.Stopping ? InstanceOutcome.Stopped : InstanceOutcome.Exited;
                instance.Become(next, work.Now);
                work.Note(instance, InstanceOutcomes.NameOf(outcome));
                ComputeLog.Ended(logger, instanceId, process.Pid, next.State, next.Reason?.Code);
                return true;
            },
            cancellationToken);
}
