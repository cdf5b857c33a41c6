using System.Text.Json.Serialization;
using Portal.Client.Contracts;

namespace Portal.Client.Stock;

/// <summary>Which stock is wanted, and in which order.</summary>
/// <param name="Text">A part of the SKU or of the name.</param>
/// <param name="Low">Only what is low, the lowest first.</param>
/// <param name="Sort">What to sort by.</param>
/// <param name="Descending">From the highest, or from Z.</param>
public sealed record StockFilter(string? Text = null, bool Low = false, StockSort Sort = StockSort.Sku, bool Descending = false)
{
    /// <summary>The order as addresses write it: <c>name</c>, or <c>-name</c> for descending. False for no order that there is.</summary>
    public static bool TryParseSort(string? text, out StockSort sort, out bool descending)
    {
        (sort, descending) = (StockSort.Sku, false);
        if (string.IsNullOrEmpty(text)) return true;
        descending = text.StartsWith('-');
        var parsed = WireName.Parse<StockSort>(text.TrimStart('-'));
        sort = parsed ?? sort;
        return parsed is not null;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<StockSort>))]
public enum StockSort
{
    [JsonStringEnumMemberName("sku")] Sku,
    [JsonStringEnumMemberName("name")] Name,
    [JsonStringEnumMemberName("onHand")] OnHand,
    [JsonStringEnumMemberName("available")] Available,
}
