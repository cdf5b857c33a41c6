namespace Portal.Warehouse;

/// <summary>The stock of a SKU at a moment.</summary>
internal sealed record StockView(string Sku, long OnHand, long Reserved, long Available, DateTimeOffset AsOf);
