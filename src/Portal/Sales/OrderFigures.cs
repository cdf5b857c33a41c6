using Microsoft.EntityFrameworkCore;
using Portal.Client.Orders;
using Portal.Client.Overview;
using Portal.Data;
using Portal.Overview;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class OrderFigures(ServiceStore<SalesDbContext> store, TimeProvider time) : IOrderFigures
{
    private const long Minute = 60_000;

    public async Task<IReadOnlyList<Sample>> PerMinuteAsync(int minutes, CancellationToken cancellationToken)
    {
        var last = time.GetUtcNow().ToUnixTimeMilliseconds() / Minute;
        var first = last - minutes + 1;
        var since = first * Minute;
        var counts = await store.ReadAsync(
            db => db.Orders.Where(o => o.PlacedAt >= since).GroupBy(o => o.PlacedAt / Minute)
                .Select(g => new { Minute = g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Minute, g => g.Count, cancellationToken),
            cancellationToken);
        return
        [
            .. Enumerable.Range(0, minutes).Select(i => new Sample(
                DateTimeOffset.FromUnixTimeMilliseconds((first + i) * Minute), counts.GetValueOrDefault(first + i))),
        ];
    }

    public async Task<IReadOnlyDictionary<OrderStatus, long>> CountByStatusAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(
            db => db.OrderCounts.AsNoTracking().Where(c => c.Count > 0).ToDictionaryAsync(c => c.Status, c => c.Count, cancellationToken),
            cancellationToken);
}
