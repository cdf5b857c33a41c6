using System.Text.Json.Serialization;

namespace Portal.Client.Stock;

/// <summary>Which stock is wanted, and in which order.</summary>
/// <param name="Text">A part of the SKU or of the name.</param>
/// <param name="Low">Only what is low.</param>
/// <param name="Sort">What to sort by.</param>
/// <param name="Reverse">From the highest, or from Z.</param>
public sealed record StockFilter(string? Text = null, bool Low = false, StockSort Sort = StockSort.Sku, bool Reverse = false);

[JsonConverter(typeof(JsonStringEnumConverter<StockSort>))]
public enum StockSort
{
    [JsonStringEnumMemberName("sku")] Sku,
    [JsonStringEnumMemberName("name")] Name,
    [JsonStringEnumMemberName("onHand")] OnHand,
    [JsonStringEnumMemberName("available")] Available,
}
