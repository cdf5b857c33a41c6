using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Orders;
using Portal.Sales.Data;

namespace Portal.Sales.Lists;

/// <summary>Counts by status, each way as far as it is quick.</summary>
internal sealed class OrderCounter(SalesDbContext db, CancellationToken cancellationToken)
{
    private const int MostOfAStatus = 10_000;

    public async Task<OrderCounts> CountAsync(OrderFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Text))
            return new OrderCounts(await AmongAsync(filter));
        if (filter.From is not null || filter.To is not null)
            return new OrderCounts(await OfTimeAsync(filter), MostOfAStatus);
        return new OrderCounts(await db.OrderCounts.AsNoTracking().Where(c => c.Count > 0).ToDictionaryAsync(c => c.Status, c => c.Count, cancellationToken));
    }

    private async Task<Dictionary<OrderStatus, long>?> AmongAsync(OrderFilter filter)
    {
        if (await new OrderMatches(db, OrderMatches.Few, cancellationToken).RowsAsync(filter) is not { } rows)
            return null;
        var where = new OrderWhere().Placed(filter);
        var list = where.Parameter(JsonSerializer.Serialize(rows));
        var sql = $"SELECT o.\"Status\", COUNT(*) AS \"Count\" FROM json_each({list}) AS j CROSS JOIN \"order\" AS o ON o.rowid = j.value{where} GROUP BY o.\"Status\"";
        var counted = await db.Database.SqlQueryRaw<Counted>(sql, where.Parameters).ToListAsync(cancellationToken);
        return counted.ToDictionary(c => (OrderStatus)c.Status, c => c.Count);
    }

    private async Task<Dictionary<OrderStatus, long>> OfTimeAsync(OrderFilter filter)
    {
        var counts = new Dictionary<OrderStatus, long>();
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            var where = new OrderWhere().Status(status).Placed(filter);
            var sql = string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT COUNT(*) AS \"Value\" FROM (SELECT 1 FROM \"order\" {OrderMatches.Hint(OrderKey.StatusIndex)}{where} LIMIT {MostOfAStatus})");
            var count = await db.Database.SqlQueryRaw<long>(sql, where.Parameters).SingleAsync(cancellationToken);
            if (count > 0)
                counts[status] = count;
        }

        return counts;
    }

    private sealed record Counted(int Status, long Count);
}
