using Portal.Client.Orders;

namespace Portal.Sales;

/// <summary>What can happen to an order after it was placed.</summary>
internal enum OrderFact
{
    Billed,
    Declined,
    LabelCreated,
    Refunded,
    CancelRequested,
}

/// <summary>
/// The states of an order as a pure function. Facts come from other services at least once and in any order: a label can be
/// known before the invoice. What does not lead on is no error; it changes nothing.
/// </summary>
internal static class OrderStateMachine
{
    /// <summary>The status the fact leads to, or null when the status stays as it is.</summary>
    public static OrderStatus? Next(OrderStatus status, OrderFact fact) => (status, fact) switch
    {
        (OrderStatus.Placed, OrderFact.Billed) => OrderStatus.Billed,
        (OrderStatus.Placed, OrderFact.Declined) => OrderStatus.Cancelled,
        (OrderStatus.Placed or OrderStatus.Billed, OrderFact.LabelCreated) => OrderStatus.ReadyToShip,
        (OrderStatus.Placed or OrderStatus.Billed, OrderFact.Refunded) => OrderStatus.Cancelled,
        (OrderStatus.Placed or OrderStatus.Billed, OrderFact.CancelRequested) => OrderStatus.Cancelled,
        _ => null,
    };
}
