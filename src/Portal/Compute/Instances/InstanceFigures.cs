using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
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
}
