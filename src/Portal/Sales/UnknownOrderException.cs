namespace Portal.Sales;

/// <summary>A message names an order that is not in this database: the data was restored from elsewhere, or it is forged.</summary>
internal sealed class UnknownOrderException(string orderId) : Exception($"There is no order '{orderId}'.")
{
    public string OrderId { get; } = orderId;
}
