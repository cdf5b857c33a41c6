using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Orders;

/// <summary>An order as pages, REST and the hub show it.</summary>
public sealed record OrderView(
    string Id,
    string Customer,
    IReadOnlyList<OrderLineView> Lines,
    decimal Total,
    string Currency,
    OrderStatus Status,
    long Version,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    string? InvoiceNumber = null,
    string? TrackingNumber = null,
    string? Failure = null) : ILiveEntity
{
    /// <summary>When each status was reached, for the steps of the order's page. Statuses not reached are absent.</summary>
    public IReadOnlyDictionary<OrderStatus, DateTimeOffset> ReachedAt { get; init; } = new Dictionary<OrderStatus, DateTimeOffset>();
}

/// <summary>One line of an order; the price is the one of the moment of ordering.</summary>
public sealed record OrderLineView(string Sku, string Name, int Quantity, decimal UnitPrice);

/// <summary>How far an order has come. <c>placed → billed → readyToShip</c>, or <c>cancelled</c> from anywhere before that.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("placed")] Placed,
    [JsonStringEnumMemberName("billed")] Billed,
    [JsonStringEnumMemberName("readyToShip")] ReadyToShip,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}
