using Portal.Compute.Processes;

namespace Unit.Compute.Service;

/// <summary>Does the work and then fails, once for each kind: as a kill between the work and its commit does.</summary>
internal sealed class FailsAfterwards(IInstanceProvider provider) : IInstanceProvider
{
    private int _launches;
    private int _stops;

    public IReadOnlyList<string> Workloads => provider.Workloads;

    public async Task<InstanceProcess> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        var process = await provider.LaunchAsync(order, cancellationToken);
        return Interlocked.Increment(ref _launches) % 2 == 1 ? throw new InvalidOperationException("Killed here.") : process;
    }

    public async Task<bool> StopAsync(string instanceId, long upTo, StopMode mode, CancellationToken cancellationToken)
    {
        var stopped = await provider.StopAsync(instanceId, upTo, mode, cancellationToken);
        return Interlocked.Increment(ref _stops) % 2 == 1 ? throw new InvalidOperationException("Killed here.") : stopped;
    }

    public void Remove(string instanceId) => provider.Remove(instanceId);

    public Task<ProcessExit> WaitForExitAsync(InstanceProcess process, CancellationToken cancellationToken) =>
        provider.WaitForExitAsync(process, cancellationToken);

    public string LogPath(string instanceId) => provider.LogPath(instanceId);

    public void TrimLog(string instanceId) => provider.TrimLog(instanceId);
}
