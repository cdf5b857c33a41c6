using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Client.Overview;
using Portal.Compute.Data;
using Portal.Data;
using Portal.Overview;

namespace Portal.Compute.Instances;

internal sealed class InstanceFigures(ServiceStore<ComputeDbContext> store) : IInstanceFigures
{
    public async Task<IReadOnlyDictionary<InstanceState, long>> CountByStateAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(
            db => db.Instances.GroupBy(i => i.State).Select(g => new { State = g.Key, Count = g.LongCount() })
                .ToDictionaryAsync(g => g.State, g => g.Count, cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<FailedInstance>> FailedAsync(int max, CancellationToken cancellationToken)
    {
        var failed = await store.ReadAsync(
            db => db.Instances
                .Where(i => i.State == InstanceState.Stopped
                    && (i.ReasonCode == "Server.InternalError" || i.ReasonCode == "Client.InstanceInitiatedShutdown"))
                .OrderByDescending(i => i.UpdatedAt).Take(max)
                .Select(i => new { i.Id, i.Name, i.ReasonMessage, i.UpdatedAt })
                .ToListAsync(cancellationToken),
            cancellationToken);
        return [.. failed.Select(i => new FailedInstance(i.Id, i.Name, i.ReasonMessage ?? "", DateTimeOffset.FromUnixTimeMilliseconds(i.UpdatedAt)))];
    }
}
