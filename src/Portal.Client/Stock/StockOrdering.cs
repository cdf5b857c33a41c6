namespace Portal.Client.Stock;

/// <summary>The server's order of the stock list, for rows that come in live.</summary>
internal static class StockOrdering
{
    /// <summary>What is low is always sorted by what is available, the lowest first.</summary>
    public static Comparison<StockItem> Of(StockFilter filter)
    {
        if (filter.Low) return Available;

        Comparison<StockItem> order = filter.Sort switch
        {
            StockSort.Name => Name,
            StockSort.OnHand => OnHand,
            StockSort.Available => Available,
            _ => Sku,
        };
        return filter.Descending ? (a, b) => order(b, a) : order;
    }

    private static int Sku(StockItem a, StockItem b) => string.CompareOrdinal(a.Sku, b.Sku);

    private static int Name(StockItem a, StockItem b) => Then(string.CompareOrdinal(a.Name, b.Name), a, b);

    private static int OnHand(StockItem a, StockItem b) => Then(a.OnHand.CompareTo(b.OnHand), a, b);

    private static int Available(StockItem a, StockItem b) => Then(a.Available.CompareTo(b.Available), a, b);

    private static int Then(int first, StockItem a, StockItem b) => first != 0 ? first : Sku(a, b);
}
