using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Orders;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales.Lists;

/// <summary>
/// Pages of orders under 300 ms with a million of them, whatever the filter and the sort (docs/adr/0018). What is few is gathered by
/// its own index and sorted; what is many is looked at along the index of the sort, where the next match is near. Where it
/// is not, the look ends after that many rows, and the page says that it is partial.
/// </summary>
/// <param name="store">The orders.</param>
/// <param name="few">How many are few.</param>
internal sealed class OrderList(ServiceStore<SalesDbContext> store, int few = OrderMatches.Few)
{
    public async Task<Outcome<OrderListing>> ReadAsync(
        OrderFilter filter, OrderSort sort, OrderPageRequest page, CancellationToken cancellationToken)
    {
        var backwards = page.Before is not null;
        var cursor = (page.Before ?? page.After) is { } text ? OrderCursor.Parse(sort, text) : null;
        if (cursor is null && (page.Before ?? page.After) is not null)
            return Problem.Invalid(backwards ? "before" : "after", "is not a cursor that a list of this order has answered with");
        var key = OrderKey.Of(sort);
        var (found, end) = await store.ReadAsync(
            db => FindAsync(db, filter, backwards ? key.Reversed : key, cursor, page.Limit + 1, cancellationToken), cancellationToken);
        var isMore = found.Count > page.Limit;
        var orders = found.Take(page.Limit).ToList();
        if (backwards)
            orders.Reverse();

        // A partial page goes on where the look ended, and not after its last order.
        var beyond = isMore ? Place(backwards ? orders[0] : orders[^1]) : end is { } last ? new OrderCursor(sort, last.Value, last.Id).ToString() : null;
        var back = cursor is null ? null : orders.Count > 0 ? Place(backwards ? orders[^1] : orders[0]) : null;
        return new OrderListing(
            [.. orders.Select(o => o.ToView())], backwards ? back : beyond, backwards ? beyond : back, IsPartial: !isMore && end is not null);

        string Place(Order order) => new OrderCursor(sort, key.Value(order), order.Id).ToString();
    }

    public Task<OrderCounts> CountAsync(OrderFilter filter, CancellationToken cancellationToken) =>
        store.ReadAsync(db => new OrderCounter(db, cancellationToken).CountAsync(filter), cancellationToken);

    /// <summary>What matches beyond the cursor, and where the look ended if that was too early.</summary>
    private async Task<(List<Order> Found, OrderPlace? End)> FindAsync(
        SalesDbContext db, OrderFilter filter, OrderKey key, OrderCursor? cursor, int count, CancellationToken cancellationToken)
    {
        var matches = new OrderMatches(db, few, cancellationToken);
        if (!string.IsNullOrWhiteSpace(filter.Text) && await matches.RowsAsync(filter) is { } rows)
            return (await AmongAsync(db, rows, filter, key, cursor, count, cancellationToken), null);
        var index = OrderMatches.IndexOf(filter);
        if (string.IsNullOrWhiteSpace(filter.Text) && (key.IsPlaced || filter.IsEmpty))
            return (await GatherAsync(db, filter, key, cursor, key.IsPlaced ? index : key.Index, count, cancellationToken), null);
        if (await matches.AreFewAsync(filter))
            return (await GatherAsync(db, filter, key, cursor, index, count, cancellationToken), null);
        return await LookAsync(db, filter, key, cursor, count, cancellationToken);
    }

    /// <summary>Everything that matches has this index in common; SQLite keeps the first few while it reads them.</summary>
    private static Task<List<Order>> GatherAsync(
        SalesDbContext db, OrderFilter filter, OrderKey key, OrderCursor? cursor, string index, int count, CancellationToken cancellationToken)
    {
        var where = new OrderWhere().Status(filter.Status).Placed(filter).Text(filter).Beyond(key, cursor);
        return OrdersAsync(db, $"SELECT * FROM \"order\" {OrderMatches.Hint(index)}{where} ORDER BY {key.OrderBy()} LIMIT {count}", where, cancellationToken);
    }

    private static Task<List<Order>> AmongAsync(
        SalesDbContext db, IReadOnlyList<long> rows, OrderFilter filter, OrderKey key, OrderCursor? cursor, int count, CancellationToken cancellationToken)
    {
        var where = new OrderWhere().Status(filter.Status).Placed(filter).Beyond(key, cursor, "o.");
        var list = where.Parameter(JsonSerializer.Serialize(rows));
        return OrdersAsync(
            db,
            $"SELECT o.* FROM json_each({list}) AS j CROSS JOIN \"order\" AS o ON o.rowid = j.value{where} ORDER BY {key.OrderBy("o.")} LIMIT {count}",
            where,
            cancellationToken);
    }

    private async Task<(List<Order> Found, OrderPlace? End)> LookAsync(
        SalesDbContext db, OrderFilter filter, OrderKey key, OrderCursor? cursor, int count, CancellationToken cancellationToken)
    {
        // Time and status, or the name, narrow the look itself where its index has them.
        var where = new OrderWhere();
        if (key.IsPlaced)
            where.Status(filter.Status).Placed(filter);
        else if (key.Index == OrderKey.CustomerIndex)
            where.Text(filter);
        where.Beyond(key, cursor);
        var along = $"FROM \"order\" {OrderMatches.Hint(key.IsPlaced ? OrderMatches.IndexOf(filter) : key.Index)}{where} ORDER BY {key.OrderBy()}";
        var wanted = new OrderWhere(where).Status(filter.Status).Placed(filter).Text(filter);
        var found = await OrdersAsync(db, $"SELECT * FROM (SELECT * {along} LIMIT {few}){wanted} LIMIT {count}", wanted, cancellationToken);
        if (found.Count == count)
            return (found, null);
        var value = key.Index == OrderKey.CustomerIndex ? "\"Customer\"" : $"CAST({key.Column} AS TEXT)";
        var sql = $"SELECT {value} AS \"Value\", \"Id\" {along} LIMIT 1 OFFSET {few - 1}";
        var last = await db.Database.SqlQueryRaw<OrderPlaceRow>(sql, where.Parameters).ToListAsync(cancellationToken);
        return (found, last.Count == 0 ? null : OrderPlace.Of(key, last[0]));
    }

    private static Task<List<Order>> OrdersAsync(SalesDbContext db, string sql, OrderWhere where, CancellationToken cancellationToken) =>
        db.Orders.FromSqlRaw(sql, [.. where.Parameters]).AsNoTracking().ToListAsync(cancellationToken);

    private sealed record OrderPlaceRow(string Value, string Id);

    private sealed record OrderPlace(object Value, string Id)
    {
        public static OrderPlace Of(OrderKey key, OrderPlaceRow row) => new(
            key.Index == OrderKey.CustomerIndex ? row.Value : long.Parse(row.Value, CultureInfo.InvariantCulture), row.Id);
    }
}
