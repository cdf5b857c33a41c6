namespace Portal.Billing;

/// <summary>A refund was asked for an order that has no invoice: it was not charged, or not yet.</summary>
internal sealed class NotChargedException(string orderId) : Exception($"Order '{orderId}' was not charged: there is nothing to refund.")
{
    public string OrderId { get; } = orderId;
}
