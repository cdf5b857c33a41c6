using Microsoft.Data.Sqlite;
using Portal.Client.Orders;
using Portal.Data;

namespace Portal.Sales.Data;

/// <summary>
/// The statements that every order runs, in place of the context's: a tracked entity costs ten times as much as its row
/// (docs/benchmarks.md). Pages read through the context.
/// </summary>
internal static class OrderTable
{
    private const string Insert = """
        INSERT INTO "order" (Id, Customer, Lines, TotalMinor, Currency, Status, Version, PlacedAt, UpdatedAt)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string Select = """
        SELECT Id, Customer, Lines, TotalMinor, Currency, Status, Version, PlacedAt, UpdatedAt, BilledAt, ReadyAt, CancelledAt,
            InvoiceNumber, TrackingNumber, Failure
        FROM "order" WHERE Id = $1
        """;

    private const string Update = """
        UPDATE "order" SET Status = $2, Version = $3, UpdatedAt = $4, BilledAt = $5, ReadyAt = $6, CancelledAt = $7,
            InvoiceNumber = $8, TrackingNumber = $9, Failure = $10
        WHERE Id = $1
        """;

    public static void Add(this Work<SalesDbContext> work, Order order) => work.Sql(Insert).Run(
        order.Id,
        order.Customer,
        JsonColumn.Write(order.Lines),
        order.TotalMinor,
        order.Currency,
        (int)order.Status,
        order.Version,
        order.PlacedAt,
        order.UpdatedAt);

    public static Order? FindOrder(this Work<SalesDbContext> work, string id) => work.Sql(Select).First(Read, id);

    /// <summary>Stores what can change of an order.</summary>
    public static void Save(this Work<SalesDbContext> work, Order order) => work.Sql(Update).Run(
        order.Id,
        (int)order.Status,
        order.Version,
        order.UpdatedAt,
        order.BilledAt,
        order.ReadyAt,
        order.CancelledAt,
        order.InvoiceNumber,
        order.TrackingNumber,
        order.Failure);

    private static Order Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Customer = row.GetString(1),
        Lines = JsonColumn.Read<OrderLine>(row.GetString(2)),
        TotalMinor = row.GetInt64(3),
        Currency = row.GetString(4),
        Status = (OrderStatus)row.GetInt32(5),
        Version = row.GetInt64(6),
        PlacedAt = row.GetInt64(7),
        UpdatedAt = row.GetInt64(8),
        BilledAt = row.NumberOrNull(9),
        ReadyAt = row.NumberOrNull(10),
        CancelledAt = row.NumberOrNull(11),
        InvoiceNumber = row.TextOrNull(12),
        TrackingNumber = row.TextOrNull(13),
        Failure = row.TextOrNull(14),
    };
}
