namespace Portal.Client.Catalogue;

/// <summary>A product of the catalogue.</summary>
public sealed record ProductView(string Sku, string Name, decimal Price, string Currency, long Version);

/// <summary>The body of <c>PUT /api/products/{sku}</c>.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Price">0.01 to 1,000,000, at most two decimals.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public sealed record PutProduct(string? Name, decimal Price, string? Currency);
