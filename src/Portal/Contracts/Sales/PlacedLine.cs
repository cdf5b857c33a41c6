namespace Portal.Contracts.Sales;

public sealed record PlacedLine(string Sku, int Quantity, decimal UnitPrice);
