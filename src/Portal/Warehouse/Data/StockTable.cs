using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Warehouse.Data;

/// <summary>The stock's stream and its projection, as every order writes them; statements in place of the context's, for their speed.</summary>
internal static class StockTable
{
    private const string Columns = "SELECT Generation, Sku, OnHand, Reserved, LastEvent, Events, UpdatedAt FROM stock_level";
    private const string SelectGeneration = "SELECT Generation FROM stock_projection";
    private const string SelectLevel = $"{Columns} WHERE Generation = ({SelectGeneration}) AND Sku = $1";
    private const string SelectLevelOf = $"{Columns} WHERE Generation = $1 AND Sku = $2";

    private const string SaveLevel = """
        INSERT INTO stock_level (Generation, Sku, OnHand, Reserved, LastEvent, Events, UpdatedAt) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (Generation, Sku) DO UPDATE SET
            OnHand = excluded.OnHand, Reserved = excluded.Reserved, LastEvent = excluded.LastEvent, Events = excluded.Events, UpdatedAt = excluded.UpdatedAt
        """;

    private const string InsertEvent = """
        INSERT INTO stock_event (Sku, Kind, Quantity, OrderId, Reason, At, "By") VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING Id
        """;

    private const string InsertSnapshot =
        "INSERT INTO stock_snapshot (Generation, Sku, EventId, At, OnHand, Reserved) VALUES ($1, $2, $3, $4, $5, $6)";

    private const string InsertEmptyLevel = """
        INSERT INTO stock_level (Generation, Sku, OnHand, Reserved, LastEvent, Events, UpdatedAt)
        SELECT g, $1, 0, 0, 0, 0, 0 FROM (SELECT Generation AS g FROM stock_projection UNION SELECT Building FROM stock_projection) WHERE g IS NOT NULL
        ON CONFLICT DO NOTHING
        """;

    /// <summary>The level as this transaction sees it, what it has done itself included; null for a SKU never heard of.</summary>
    public static StockLevel? FindLevel(this Work<WarehouseDbContext> work, string sku) => work.Sql(SelectLevel).First(Read, sku);

    /// <summary>The level in one generation.</summary>
    public static StockLevel? FindLevel(this Work<WarehouseDbContext> work, long generation, string sku) =>
        work.Sql(SelectLevelOf).First(Read, generation, sku);

    /// <summary>The generation that serves.</summary>
    public static long Generation(this Work<WarehouseDbContext> work) => work.Sql(SelectGeneration).Number() ?? 1;

    /// <summary>Stores the level, and a snapshot of it after each thousandth event.</summary>
    public static void Save(this Work<WarehouseDbContext> work, StockLevel level) => work.Sql(SaveLevel).Run(
        level.Generation, level.Sku, level.OnHand, level.Reserved, level.LastEvent, level.Events, level.UpdatedAt);

    public static void KeepSnapshot(this Work<WarehouseDbContext> work, StockLevel level)
    {
        if (level.Events % StockSnapshot.Every == 0)
            work.Sql(InsertSnapshot).Run(level.Generation, level.Sku, level.LastEvent, level.UpdatedAt, level.OnHand, level.Reserved);
    }

    /// <summary>Appends it, and answers with its number.</summary>
    public static long Add(this Work<WarehouseDbContext> work, StockEvent stock) => work.Sql(InsertEvent).Number(
        stock.Sku, (int)stock.Kind, stock.Quantity, stock.OrderId, stock.Reason, stock.At, stock.By)!.Value;

    /// <summary>A product is in the list from the first day on, with nothing of it.</summary>
    public static void AddEmptyLevel(this Work<WarehouseDbContext> work, string sku) => work.Sql(InsertEmptyLevel).Run(sku);

    private static StockLevel Read(SqliteDataReader row) => new()
    {
        Generation = row.GetInt64(0),
        Sku = row.GetString(1),
        OnHand = row.GetInt64(2),
        Reserved = row.GetInt64(3),
        LastEvent = row.GetInt64(4),
        Events = row.GetInt64(5),
        UpdatedAt = row.GetInt64(6),
    };
}
