using Portal.Client.Orders;

namespace Portal.Sales.Data;

/// <summary>How many orders are in a status. Kept by triggers of the order table: a count over a million rows takes too long.</summary>
internal sealed class OrderCount
{
    public OrderStatus Status { get; init; }

    public long Count { get; init; }
}
