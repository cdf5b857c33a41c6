namespace Portal.Billing;

/// <summary>A refund was asked for an order that has no invoice: it was not charged, or not yet.</summary>
internal sealed class NotChargedException(string orderId) : Exception($"There is nothing to refund: order '{orderId}' was not charged.")
{
    public string OrderId { get; } = orderId;
}
