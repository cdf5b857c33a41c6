namespace Portal.Client.Orders;

/// <summary>The server's order of a list, for rows that come in live.</summary>
internal static class OrderOrdering
{
    public static Comparison<OrderView> Of(OrderSort sort) => sort switch
    {
        OrderSort.NewestPlaced => (a, b) => Placed(b, a),
        OrderSort.OldestPlaced => Placed,
        OrderSort.NewestUpdated => (a, b) => Updated(b, a),
        OrderSort.OldestUpdated => Updated,
        OrderSort.HighestTotal => (a, b) => Total(b, a),
        OrderSort.LowestTotal => Total,
        OrderSort.CustomerDescending => (a, b) => Customer(b, a),
        _ => Customer,
    };

    private static int Placed(OrderView a, OrderView b) => Then(a.PlacedAt.CompareTo(b.PlacedAt), a, b);

    private static int Updated(OrderView a, OrderView b) => Then(a.UpdatedAt.CompareTo(b.UpdatedAt), a, b);

    private static int Total(OrderView a, OrderView b) => Then(a.Total.CompareTo(b.Total), a, b);

    private static int Customer(OrderView a, OrderView b) => Then(string.Compare(a.Customer, b.Customer, StringComparison.OrdinalIgnoreCase), a, b);

    private static int Then(int first, OrderView a, OrderView b) => first != 0 ? first : string.CompareOrdinal(a.Id, b.Id);
}
