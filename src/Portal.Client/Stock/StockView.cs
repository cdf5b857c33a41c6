namespace Portal.Client.Stock;

/// <summary>The stock of a SKU at a moment.</summary>
public sealed record StockView(string Sku, long OnHand, long Reserved, long Available, DateTimeOffset AsOf);
