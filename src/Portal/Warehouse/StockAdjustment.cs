namespace Portal.Warehouse;

/// <param name="Quantity">-1,000,000 to 1,000,000, not 0.</param>
/// <param name="Reason">1 to 200 characters.</param>
internal sealed record StockAdjustment(int Quantity, string? Reason);
