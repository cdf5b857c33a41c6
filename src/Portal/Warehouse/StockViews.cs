namespace Portal.Warehouse;

/// <summary>The stock of a SKU at a moment.</summary>
internal sealed record StockView(string Sku, long OnHand, long Reserved, long Available, DateTimeOffset AsOf);

/// <summary>One event of a SKU's stream.</summary>
internal sealed record StockEventView(string Id, string Kind, int Quantity, string? OrderId, string? Reason, DateTimeOffset At);

/// <param name="Quantity">1 to 1,000,000.</param>
internal sealed record StockReceipt(int Quantity);

/// <param name="Quantity">-1,000,000 to 1,000,000, not 0.</param>
/// <param name="Reason">1 to 200 characters.</param>
internal sealed record StockAdjustment(int Quantity, string? Reason);
