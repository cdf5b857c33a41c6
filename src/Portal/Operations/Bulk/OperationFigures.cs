using Microsoft.EntityFrameworkCore;
using Portal.Client.Operations;
using Portal.Client.Overview;
using Portal.Data;
using Portal.Operations.Bulk.Data;
using Portal.Overview;

namespace Portal.Operations.Bulk;

internal sealed class OperationFigures(ServiceStore<OperationsDbContext> store) : IOperationFigures
{
    public async Task<IReadOnlyList<StoppedOperation>> StoppedAsync(int max, CancellationToken cancellationToken)
    {
        var stopped = await store.ReadAsync(
            db => db.Operations.AsNoTracking().Where(o => o.IsOver == 0 && o.State == OperationState.Stopped)
                .OrderByDescending(o => o.Seq).Take(max).ToListAsync(cancellationToken),
            cancellationToken);
        return [.. stopped.Select(o => o.ToView()).Select(o => new StoppedOperation(o.Id, o.Title, o.Words))];
    }
}
