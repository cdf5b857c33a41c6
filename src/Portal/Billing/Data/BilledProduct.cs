namespace Portal.Billing.Data;

/// <summary>Billing's own copy of what an invoice says of a product.</summary>
internal sealed class BilledProduct
{
    public required string Sku { get; init; }

    public required string Name { get; set; }

    public long Version { get; set; }
}
