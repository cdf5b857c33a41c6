using Microsoft.Extensions.Options;
using Portal.Compute.Setup;

namespace Portal.Compute.Processes;

/// <summary>
/// Instances as processes of this machine, in <c>{root}/{instance}/</c>. They outlive the portal, and nothing about them is
/// known only to its memory except exit codes.
/// </summary>
internal sealed class ProcessProvider(string root, IOptions<ComputeOptions> options, TimeProvider time) : IInstanceProvider, IDisposable
{
    /// <summary>Death by SIGKILL takes microseconds, unless the process hangs in the kernel, on a dead disk for example.</summary>
    private static readonly TimeSpan _deathLimit = TimeSpan.FromSeconds(10);

    private readonly ExitMonitor _monitor = new(time);
    private readonly ChildProcesses _children = new();

    public IReadOnlyList<string> Workloads { get; } = [.. options.Value.Workloads.Keys];

    public async Task<InstanceProcess> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        var files = new LaunchFiles(root, order.InstanceId);
        if (files.Process(order.Launch) is { } found)
            return found;
        if (!options.Value.Workloads.TryGetValue(order.Workload, out var workload))
            throw new LaunchFailedException(order.InstanceId, $"The allow-list has no workload '{order.Workload}' any more.");
        try
        {
            files.Create();
            InstanceLog.Trim(files.Log, options.Value.MaxLogBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LaunchFailedException(order.InstanceId, $"Its folder cannot be written: {e.Message}", e);
        }

        var child = await ProcessLauncher.RunAsync(order, workload, files, cancellationToken);
        var process = files.Process(order.Launch)!;
        _children.Add(process, child);
        files.ForgetBefore(order.Launch);
        return process;
    }

    public async Task<bool> StopAsync(string instanceId, long upTo, StopMode mode, CancellationToken cancellationToken)
    {
        var files = new LaunchFiles(root, instanceId);
        files.Forbid(upTo);
        var stops = files.Processes(upTo).Where(ProcFileSystem.IsAlive).Select(p => StopAsync(p, mode, cancellationToken));
        return (await Task.WhenAll(stops)).All(stopped => stopped);
    }

    public void Remove(string instanceId) => new LaunchFiles(root, instanceId).Remove();

    public async Task<ProcessExit> WaitForExitAsync(InstanceProcess process, CancellationToken cancellationToken)
    {
        await _monitor.WhenExitedAsync(process, cancellationToken);
        Signals.KillLeftBehind(process);
        var code = await _children.TakeExitCodeAsync(process, cancellationToken);
        return new ProcessExit(code, MachineRestarted: process.BootId != ProcFileSystem.BootId);
    }

    public string LogPath(string instanceId) => new LaunchFiles(root, instanceId).Log;

    public void TrimLog(string instanceId) => InstanceLog.Trim(LogPath(instanceId), options.Value.MaxLogBytes);

    public void Dispose()
    {
        _monitor.Dispose();
        _children.Dispose();
    }

    private async Task<bool> StopAsync(InstanceProcess process, StopMode mode, CancellationToken cancellationToken)
    {
        if (mode is not StopMode.Kill)
        {
            Signals.Send(process, Signals.Terminate);
            var ended = await EndsWithinAsync(process, options.Value.StopGrace, cancellationToken);
            if (!ended && mode is StopMode.Ask && !options.Value.KillAfterGrace)
                return false;
        }

        // Also when it has ended: what it started may not have.
        Signals.Send(process, Signals.Kill);
        if (!await EndsWithinAsync(process, _deathLimit, cancellationToken))
            throw new TimeoutException($"Process {process.Pid} has not ended {_deathLimit.TotalSeconds} s after SIGKILL.");
        Signals.KillLeftBehind(process);
        return true;
    }

    private async Task<bool> EndsWithinAsync(InstanceProcess process, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _monitor.WhenExitedAsync(process, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return !ProcFileSystem.IsAlive(process);
        }
    }
}
