using System.Text.Json.Serialization;

namespace Portal.Client.Orders;

/// <summary>A request to place an order. Fields are nullable because input is: validation names what is missing.</summary>
/// <param name="Customer">Who orders, 1 to 100 characters.</param>
/// <param name="Lines">1 to 50 lines, each SKU at most once.</param>
/// <param name="Card">
/// A payment token of the payment provider, at most 64 characters; null pays on account. With the sandbox, a token
/// ending in <c>0002</c> is declined.
/// </param>
public sealed record PlaceOrder(string? Customer, IReadOnlyList<PlaceOrderLine?>? Lines, string? Card = null)
{
    /// <summary>
    /// The id the order is to get: placing it again answers with the order that is there and makes no second one. Of a form,
    /// which so survives a double click and a connection that is lost in between; null for a new id.
    /// </summary>
    [JsonIgnore]
    public string? DraftId { get; init; }

    public static string NewDraftId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");
}

/// <param name="Sku">A SKU of the catalogue.</param>
/// <param name="Quantity">1 to 1,000.</param>
public sealed record PlaceOrderLine(string? Sku, int Quantity);
