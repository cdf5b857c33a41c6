namespace Portal.Warehouse;

/// <param name="Quantity">1 to 1,000,000.</param>
internal sealed record StockReceipt(int Quantity);
