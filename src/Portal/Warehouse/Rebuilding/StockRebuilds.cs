using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Stock;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse.Rebuilding;

/// <summary>Accepts rebuilds and tells of them; <see cref="StockRebuilder"/> does the work.</summary>
internal sealed class StockRebuilds(ServiceStore<WarehouseDbContext> store) : IDisposable
{
    private readonly SemaphoreSlim _started = new(0);

    public async Task<RebuildView?> NewestAsync(CancellationToken cancellationToken)
    {
        var newest = await store.ReadAsync(
            db => db.StockRebuilds.AsNoTracking().OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        return newest?.ToView();
    }

    public async Task<Outcome<RebuildView>> StartAsync(string? by, CancellationToken cancellationToken)
    {
        var started = await store.WriteOnceAsync<RebuildView>(
            async work =>
            {
                var projection = await work.Db.StockProjection.SingleAsync(cancellationToken);
                if (projection.Building is not null)
                    return Problem.Conflict("A rebuild is running", "The stock levels are being rebuilt already. Wait until that is done.");
                projection.Building = projection.Generation + 1;
                var now = work.Now.ToUnixTimeMilliseconds();
                var rebuild = new StockRebuild
                {
                    State = RebuildState.Running,
                    Total = await work.Db.StockEvents.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0,
                    LastSku = "",
                    StartedBy = by,
                    StartedAt = now,
                    UpdatedAt = now,
                    Version = 1,
                };
                work.Db.StockRebuilds.Add(rebuild);
                await work.Db.SaveChangesAsync(cancellationToken); // for its id
                work.Changed(rebuild.ToView());
                return rebuild.ToView();
            },
            cancellationToken);
        if (started.Succeeded)
            _started.Release();
        return started;
    }

    /// <summary>Completes when one has been started.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => _started.WaitAsync(cancellationToken);

    public void Dispose() => _started.Dispose();
}
