using Messaging;

namespace Bench.Pages;

/// <summary>Very many SKUs in catalogue and stock, and one of them with as many events.</summary>
internal static class StockRows
{
    /// <summary>The SKU with the events.</summary>
    public const string Busy = "SKU-0000000";

    public const int EventEveryMs = 60_000;

    private const string Named = "'SKU-' || printf('%07d', n.i), 'Part ' || (n.i * 7919 % 1000003) || CASE n.i % 3 WHEN 0 THEN ' steel' WHEN 1 THEN ' brass' ELSE ' oak' END";

    public static void Catalogue(SqliteConnection sales, int rows) => SeedFile.Each(
        sales, rows, $"INSERT INTO product (Sku, Name, PriceMinor, Currency, Version) SELECT {Named}, 100 + n.i % 99900, 'EUR', 1 FROM n");

    public static void Write(string dataDirectory, int rows, long now)
    {
        using var stock = SeedFile.Open(dataDirectory, "warehouse.db");
        var last = stock.Scalar("SELECT COALESCE(MAX(Id), 0) FROM stock_event");
        SeedFile.Each(stock, rows, $"INSERT INTO product (Sku, Name, Version) SELECT {Named}, 1 FROM n");
        SeedFile.Each(stock, rows, $"""
            INSERT INTO stock_level (Generation, Sku, OnHand, Reserved, LastEvent, Events, UpdatedAt)
            SELECT 1, 'SKU-' || printf('%07d', n.i), n.i * 7919 % 5003, n.i % 3, {last} + {rows}, CASE n.i WHEN 0 THEN {rows} ELSE 1 END, {now} FROM n
            """);

        // Received, reserved, shipped, and so on: 7, 7 and 1 reserved, 6; the same again.
        var at = $"{now} - ({rows} - n.i) * {EventEveryMs}";
        SeedFile.Each(stock, rows, $"""
            INSERT INTO stock_event (Id, Sku, Kind, Quantity, OrderId, At)
            SELECT {last} + 1 + n.i, '{Busy}', CASE n.i % 3 WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE 3 END, 1 + n.i / 3 % 5,
                CASE n.i % 3 WHEN 0 THEN NULL ELSE printf('%032x', n.i) END, {at}
            FROM n
            """);
        stock.Execute($"""
            INSERT INTO stock_snapshot (Generation, Sku, EventId, At, OnHand, Reserved)
            SELECT 1, Sku, Id, At, 0, 0 FROM stock_event WHERE Sku = '{Busy}' AND (Id - {last}) % 1000 = 0
            """);
    }
}
