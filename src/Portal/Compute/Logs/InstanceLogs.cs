using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Processes;
using Portal.Data;

namespace Portal.Compute.Logs;

internal sealed class InstanceLogs(ServiceStore<ComputeDbContext> store, IInstanceProvider provider) : IInstanceLogs
{
    public async Task<LogPart?> ReadAsync(string instanceId, LogPosition? after, CancellationToken cancellationToken) =>
        await ExistsAsync(instanceId, cancellationToken)
            ? await Task.Run(() => LogReader.Read(provider.LogPath(instanceId), after), cancellationToken)
            : null;

    /// <summary>The whole log as the instance wrote it, what was cut before it included; null when there is no such instance.</summary>
    public async Task<IReadOnlyList<string>?> FilesAsync(string instanceId, CancellationToken cancellationToken)
    {
        // The id becomes a path: only one that is in the table may.
        if (!await ExistsAsync(instanceId, cancellationToken))
            return null;
        var path = provider.LogPath(instanceId);
        return [.. new[] { path + ".1", path }.Where(File.Exists)];
    }

    private Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken) =>
        store.ReadAsync(db => db.Instances.AnyAsync(i => i.Id == instanceId, cancellationToken), cancellationToken);
}
