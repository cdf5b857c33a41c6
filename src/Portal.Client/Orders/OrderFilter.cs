using System.Text.Json.Serialization;

namespace Portal.Client.Orders;

/// <summary>Which orders are wanted; every part that is given must hold.</summary>
/// <param name="Status">Only this status.</param>
/// <param name="Text">Only where the customer's name contains this, ignoring ASCII case, or, of four hexadecimal digits and more, the id begins with it.</param>
/// <param name="From">Only those placed at this time or later.</param>
/// <param name="To">Only those placed before this time.</param>
public sealed record OrderFilter(OrderStatus? Status = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>Fewer digits than this are no beginning of an id: every number a customer has in his name would be one.</summary>
    public const int MinIdDigits = 4;

    /// <summary>The beginning of an id that <see cref="Text"/> can be, or null.</summary>
    public string? IdPrefix => Text?.Trim().ToLowerInvariant() is { Length: >= MinIdDigits and <= 32 } id && id.All(char.IsAsciiHexDigitLower) ? id : null;

    public bool IsEmpty => Status is null && string.IsNullOrWhiteSpace(Text) && From is null && To is null;

    /// <summary>Whether the order matches, as the server would say.</summary>
    public bool Matches(OrderView order) =>
        (Status is null || order.Status == Status)
        && (string.IsNullOrWhiteSpace(Text)
            || order.Customer.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase)
            || (IdPrefix is { } id && order.Id.StartsWith(id, StringComparison.Ordinal)))
        && (From is null || order.PlacedAt >= From)
        && (To is null || order.PlacedAt < To);
}

/// <summary>In which order a list comes; of equals the one with the higher id comes later, or first where it descends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderSort>))]
public enum OrderSort
{
    [JsonStringEnumMemberName("-placed")] NewestPlaced,
    [JsonStringEnumMemberName("placed")] OldestPlaced,
    [JsonStringEnumMemberName("-updated")] NewestUpdated,
    [JsonStringEnumMemberName("updated")] OldestUpdated,
    [JsonStringEnumMemberName("-total")] HighestTotal,
    [JsonStringEnumMemberName("total")] LowestTotal,
    [JsonStringEnumMemberName("customer")] CustomerAscending,
    [JsonStringEnumMemberName("-customer")] CustomerDescending,
}
