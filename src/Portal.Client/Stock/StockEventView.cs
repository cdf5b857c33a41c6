namespace Portal.Client.Stock;

/// <summary>One event of a SKU's stream.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind"><c>received</c>, <c>reserved</c>, <c>released</c>, <c>shipped</c> or <c>adjusted</c>.</param>
/// <param name="Quantity">How many; an adjustment may be negative.</param>
/// <param name="OrderId">The order it was for, or null.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="At">When.</param>
/// <param name="By">Who booked it; null when an order did.</param>
public sealed record StockEventView(
    string Id, string Kind, int Quantity, string? OrderId, string? Reason, DateTimeOffset At, string? By = null);
