using Portal.Data;

namespace Portal.Warehouse.Data;

/// <summary>Shipments, as every order writes them; statements in place of the context's, for their speed.</summary>
internal static class ShipmentTable
{
    private const string Select = "SELECT OrderId, Status, Lines, Carrier, TrackingNumber, UpdatedAt FROM shipment WHERE OrderId = $1";

    private const string Insert =
        "INSERT INTO shipment (OrderId, Status, Lines, Carrier, TrackingNumber, UpdatedAt) VALUES ($1, $2, $3, $4, $5, $6)";

    private const string Update = "UPDATE shipment SET Status = $2, Carrier = $3, TrackingNumber = $4, UpdatedAt = $5 WHERE OrderId = $1";

    public static Shipment? FindShipment(this Work<WarehouseDbContext> work, string orderId) => work.Sql(Select).First(
        row => new Shipment
        {
            OrderId = row.GetString(0),
            Status = (ShipmentStatus)row.GetInt32(1),
            Lines = JsonColumn.Read<ShipmentLine>(row.GetString(2)),
            Carrier = row.TextOrNull(3),
            TrackingNumber = row.TextOrNull(4),
            UpdatedAt = row.GetInt64(5),
        },
        orderId);

    public static void Add(this Work<WarehouseDbContext> work, Shipment shipment) => work.Sql(Insert).Run(
        shipment.OrderId,
        (int)shipment.Status,
        JsonColumn.Write(shipment.Lines),
        shipment.Carrier,
        shipment.TrackingNumber,
        shipment.UpdatedAt);

    /// <summary>Stores what can change of a shipment.</summary>
    public static void Save(this Work<WarehouseDbContext> work, Shipment shipment) =>
        work.Sql(Update).Run(shipment.OrderId, (int)shipment.Status, shipment.Carrier, shipment.TrackingNumber, shipment.UpdatedAt);
}
