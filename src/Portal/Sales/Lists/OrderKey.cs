using Portal.Client.Orders;
using Portal.Sales.Data;

namespace Portal.Sales.Lists;

/// <summary>What a list is sorted by: a column, its index, and which way.</summary>
/// <param name="Column">As it stands in SQL.</param>
/// <param name="Index">The index on it and the id.</param>
/// <param name="Descending">Which way.</param>
/// <param name="Value">The column's value of an order: a number, or the customer.</param>
internal sealed record OrderKey(string Column, string Index, bool Descending, Func<Order, object> Value)
{
    public const string PlacedIndex = "IX_order_PlacedAt_Id";
    public const string StatusIndex = "IX_order_Status_PlacedAt_Id";
    public const string CustomerIndex = "IX_order_Customer_Id";

    public bool IsPlaced => Index == PlacedIndex;

    public static OrderKey Of(OrderSort sort) => sort switch
    {
        OrderSort.NewestPlaced or OrderSort.OldestPlaced =>
            new("\"PlacedAt\"", PlacedIndex, sort == OrderSort.NewestPlaced, o => o.PlacedAt),
        OrderSort.NewestUpdated or OrderSort.OldestUpdated =>
            new("\"UpdatedAt\"", "IX_order_UpdatedAt_Id", sort == OrderSort.NewestUpdated, o => o.UpdatedAt),
        OrderSort.HighestTotal or OrderSort.LowestTotal =>
            new("\"TotalMinor\"", "IX_order_TotalMinor_Id", sort == OrderSort.HighestTotal, o => o.TotalMinor),
        _ => new("\"Customer\" COLLATE NOCASE", CustomerIndex, sort == OrderSort.CustomerDescending, o => o.Customer),
    };

    /// <summary>The other way round: how the page before is read.</summary>
    public OrderKey Reversed => this with { Descending = !Descending };

    /// <param name="prefix">The table's name with a dot, or nothing.</param>
    public string OrderBy(string prefix = "") => Descending ? $"{prefix}{Column} DESC, {prefix}\"Id\" DESC" : $"{prefix}{Column}, {prefix}\"Id\"";
}
