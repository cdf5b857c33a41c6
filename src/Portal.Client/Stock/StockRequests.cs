namespace Portal.Client.Stock;

/// <param name="Quantity">1 to 1,000,000.</param>
/// <param name="Reason">At most 200 characters; may be absent.</param>
public sealed record StockReceipt(int Quantity, string? Reason = null);

/// <param name="Quantity">-1,000,000 to 1,000,000, not 0.</param>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record StockAdjustment(int Quantity, string? Reason);
