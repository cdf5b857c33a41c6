namespace Portal.Contracts.Billing;

public sealed record BilledLine(string Sku, int Quantity);
