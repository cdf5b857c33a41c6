using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Orders;
using Portal.Sales.Data;

namespace Portal.Sales.Lists;

/// <summary>How much each part of a filter leaves over, never counted further than a few: which way a list is read follows from it.</summary>
internal sealed class OrderMatches(SalesDbContext db, int few, CancellationToken cancellationToken)
{
    /// <summary>So many rows can be gathered and sorted, or looked at along an index, while somebody waits: 60 ms.</summary>
    public const int Few = 20_000;

    /// <summary>
    /// The rows whose customer or id matches, or null when they are not few. It reads through the index on the customers: 80 ms
    /// for a million (docs/adr/0018).
    /// </summary>
    public async Task<IReadOnlyList<long>?> RowsAsync(OrderFilter filter)
    {
        var all = await ReadAsync(new OrderWhere().Name(filter.Text!), Hint(OrderKey.CustomerIndex));
        if (filter.IdPrefix is { } id)
            all = [.. all.Union(await ReadAsync(new OrderWhere().IdPrefix(id), ""))];
        return all.Count > few ? null : all;
    }

    /// <summary>Whether the orders of this status and time are few.</summary>
    public async Task<bool> AreFewAsync(OrderFilter filter)
    {
        if (filter.Status is { } status && await db.OrderCounts.AsNoTracking().Where(c => c.Status == status).SumAsync(c => c.Count, cancellationToken) <= few)
            return true;
        if (filter.From is null && filter.To is null)
            return false;
        var where = new OrderWhere().Status(filter.Status).Placed(filter);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT COUNT(*) AS \"Value\" FROM (SELECT 1 FROM \"order\" {Hint(IndexOf(filter))}{where} LIMIT {few + 1})");
        return await db.Database.SqlQueryRaw<long>(sql, where.Parameters).SingleAsync(cancellationToken) <= few;
    }

    /// <summary>The index by which the orders of a status and time are found.</summary>
    public static string IndexOf(OrderFilter filter) => filter.Status is null ? OrderKey.PlacedIndex : OrderKey.StatusIndex;

    public static string Hint(string index) => $"INDEXED BY \"{index}\"";

    private Task<List<long>> ReadAsync(OrderWhere where, string hint)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT rowid AS \"Value\" FROM \"order\" {hint}{where} LIMIT {few + 1}");
        return db.Database.SqlQueryRaw<long>(sql, where.Parameters).ToListAsync(cancellationToken);
    }
}
