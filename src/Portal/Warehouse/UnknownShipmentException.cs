namespace Portal.Warehouse;

/// <summary>A message names an order for which nothing was reserved: the data was restored from elsewhere, or it is forged.</summary>
internal sealed class UnknownShipmentException(string orderId) : Exception($"There is no shipment for order '{orderId}'.")
{
    public string OrderId { get; } = orderId;
}
