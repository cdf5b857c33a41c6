namespace Portal.Sales.Data;

internal sealed class Product
{
    public required string Sku { get; init; }

    public required string Name { get; set; }

    public long PriceMinor { get; set; }

    public required string Currency { get; set; }

    public long Version { get; set; }
}
