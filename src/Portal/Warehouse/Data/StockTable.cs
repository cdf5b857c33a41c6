using Portal.Data;

namespace Portal.Warehouse.Data;

/// <summary>The stock's stream and its projection, as every order writes them; statements in place of the context's, for their speed.</summary>
internal static class StockTable
{
    private const string SelectLevel = "SELECT Sku, OnHand, Reserved FROM stock_level WHERE Sku = $1";

    private const string SaveLevel = """
        INSERT INTO stock_level (Sku, OnHand, Reserved) VALUES ($1, $2, $3)
        ON CONFLICT (Sku) DO UPDATE SET OnHand = excluded.OnHand, Reserved = excluded.Reserved
        """;

    private const string InsertEvent =
        "INSERT INTO stock_event (Sku, Kind, Quantity, OrderId, Reason, At) VALUES ($1, $2, $3, $4, $5, $6)";

    /// <summary>The level as this transaction sees it, what it has done itself included; null for a SKU never stocked.</summary>
    public static StockLevel? FindLevel(this Work<WarehouseDbContext> work, string sku) => work.Sql(SelectLevel).First(
        row => new StockLevel { Sku = row.GetString(0), OnHand = row.GetInt64(1), Reserved = row.GetInt64(2) }, sku);

    public static void Save(this Work<WarehouseDbContext> work, StockLevel level) =>
        work.Sql(SaveLevel).Run(level.Sku, level.OnHand, level.Reserved);

    public static void Add(this Work<WarehouseDbContext> work, StockEvent stock) =>
        work.Sql(InsertEvent).Run(stock.Sku, (int)stock.Kind, stock.Quantity, stock.OrderId, stock.Reason, stock.At);
}
