namespace Portal.Client.Orders;

/// <summary>Which page of orders is wanted: the one after a cursor, the one before it, or the first.</summary>
/// <param name="Limit">Orders a page, 1 to 500.</param>
/// <param name="After">The <see cref="OrderListing.Next"/> of the page before, or null.</param>
/// <param name="Before">The <see cref="OrderListing.Previous"/> of the page after, or null; not together with <paramref name="After"/>.</param>
public sealed record OrderPageRequest(int Limit = Contracts.PageRequest.DefaultLimit, string? After = null, string? Before = null);

/// <summary>A page of orders.</summary>
/// <param name="Items">The orders.</param>
/// <param name="Next">The cursor of the page after this, or null when this is the last.</param>
/// <param name="Previous">The cursor of the page before this, or null when this is the first.</param>
/// <param name="IsPartial">
/// True when the search ended before the page was full, because what it looked for is rare among very many: the next page goes on
/// from there.
/// </param>
public sealed record OrderListing(IReadOnlyList<OrderView> Items, string? Next, string? Previous, bool IsPartial = false);

/// <summary>How many orders match a filter, by status; its own status is left out of account.</summary>
/// <param name="ByStatus">Statuses with none are absent. Null: there are too many to be counted while somebody waits.</param>
/// <param name="UpTo">Each was counted up to here and no further; null: each exactly.</param>
public sealed record OrderCounts(IReadOnlyDictionary<OrderStatus, long>? ByStatus, long? UpTo = null);
