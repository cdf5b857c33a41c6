namespace Portal.Warehouse.Data;

/// <summary>Warehouse's own copy of what it needs of a product.</summary>
internal sealed class StockedProduct
{
    public required string Sku { get; init; }

    public required string Name { get; set; }

    public long Version { get; set; }
}
