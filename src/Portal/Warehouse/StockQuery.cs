using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Stock;
using Portal.Data;
using Portal.Http;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>
/// One page of the stock list. A search looks into the index of names first: where few match, these few are sorted; where many do, the
/// page is found on the way through the wanted order. What is low is always sorted by what is available: there the index ends early.
/// </summary>
internal sealed class StockQuery(StockFilter filter, long low)
{
    private const int Few = 2_000;

    private readonly string? _text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim();

    private StockSort Sort => filter.Low ? StockSort.Available : filter.Sort;

    private bool Descending => filter.Descending && !filter.Low;

    public async Task<List<StockRow>> RunAsync(WarehouseDbContext db, Cursor? after, int limit, CancellationToken cancellationToken)
    {
        var values = new List<SqliteParameter>();
        var conditions = new List<string> { $"l.Generation = {Add(await db.StockProjection.Select(p => p.Generation).SingleAsync(cancellationToken))}" };
        if (filter.Low)
            conditions.Add($"l.Available <= {Add(low)}");
        var few = _text is null ? null : await FewAsync(db, cancellationToken);
        if (few is { Count: 0 })
            return [];
        if (few is null && _text is not null)
            conditions.Add($"(p.Name LIKE {Add(LikePattern.Contains(_text))} ESCAPE '\\' OR p.Sku LIKE {Add(LikePattern.Contains(_text))} ESCAPE '\\')");

        var key = Sort switch { StockSort.Name => "p.Name, p.Sku", StockSort.Sku => "l.Sku", _ => $"l.{Sort}, l.Sku" };
        if (after is { } from)
            conditions.Add($"({key}) {(Descending ? "<" : ">")} ({string.Join(", ", Position(from).Select(Add))})");

        // The few come first, or else the table with the order's index.
        var tables = (few, Sort) switch
        {
            (not null, _) => $"json_each({Add(JsonSerializer.Serialize(few))}) j CROSS JOIN product p ON p.Sku = j.value CROSS JOIN stock_level l ON l.Sku = p.Sku",
            (_, StockSort.Name) => "product p CROSS JOIN stock_level l ON l.Sku = p.Sku",
            _ => "stock_level l CROSS JOIN product p ON p.Sku = l.Sku",
        };
        var direction = Descending ? " DESC" : "";
        var sql = $"""
            SELECT l.Sku, p.Name, l.OnHand, l.Reserved, l.LastEvent, l.UpdatedAt FROM {tables}
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY {key.Replace(",", direction + ",", StringComparison.Ordinal)}{direction} LIMIT {Add(limit)}
            """;
        return await db.Database.SqlQueryRaw<StockRow>(sql, [.. values]).ToListAsync(cancellationToken);

        string Add(object value)
        {
            values.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"$p{values.Count}"), value));
            return values[^1].ParameterName;
        }
    }

    /// <summary>The position after this one.</summary>
    public Cursor CursorOf(StockRow last) => Sort switch
    {
        StockSort.Sku => new Cursor(0, last.Sku),
        StockSort.Name => new Cursor(last.Name.Length, last.Name + last.Sku),
        StockSort.OnHand => new Cursor(last.OnHand, last.Sku),
        _ => new Cursor(last.OnHand - last.Reserved, last.Sku),
    };

    private IEnumerable<object> Position(Cursor from)
    {
        var split = (int)Math.Clamp(from.At, 0, from.Id.Length);
        return Sort switch
        {
            StockSort.Sku => [from.Id],
            StockSort.Name => [from.Id[..split], from.Id[split..]],
            _ => [from.At, from.Id],
        };
    }

    /// <summary>The SKUs that match, or null when they are many.</summary>
    private async Task<List<string>?> FewAsync(WarehouseDbContext db, CancellationToken cancellationToken)
    {
        var pattern = LikePattern.Contains(_text!);
        var found = await db.Products
            .Where(p => EF.Functions.Like(p.Name, pattern, LikePattern.Escape) || EF.Functions.Like(p.Sku, pattern, LikePattern.Escape))
            .Select(p => p.Sku).Take(Few + 1).ToListAsync(cancellationToken);
        return found.Count > Few ? null : found;
    }
}
