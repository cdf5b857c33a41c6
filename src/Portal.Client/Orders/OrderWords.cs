using Portal.Client.Elements;

namespace Portal.Client.Orders;

/// <summary>How pages call the statuses of an order.</summary>
internal static class OrderWords
{
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "Placed",
        OrderStatus.Billed => "Billed",
        OrderStatus.ReadyToShip => "Ready to ship",
        OrderStatus.Cancelled => "Cancelled",
        _ => status.ToString(),
    };

    public static Tone ToneOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed or OrderStatus.Billed => Tone.Busy,
        OrderStatus.ReadyToShip => Tone.Good,
        OrderStatus.Cancelled => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string IconOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "receipt_long",
        OrderStatus.Billed => "credit_card",
        OrderStatus.ReadyToShip => "local_shipping",
        OrderStatus.Cancelled => "cancel",
        _ => "circle",
    };
}
