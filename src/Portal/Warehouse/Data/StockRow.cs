namespace Portal.Warehouse.Data;

/// <summary>What the list reads of a SKU.</summary>
internal sealed class StockRow
{
    public string Sku { get; set; } = "";

    public string Name { get; set; } = "";

    public long OnHand { get; set; }

    public long Reserved { get; set; }

    public long LastEvent { get; set; }

    public long UpdatedAt { get; set; }
}
