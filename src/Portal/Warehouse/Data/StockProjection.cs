namespace Portal.Warehouse.Data;

/// <summary>Which generation of the levels serves, and which is being built; one row.</summary>
internal sealed class StockProjection
{
    public long Id { get; init; }

    public long Generation { get; set; }

    public long? Building { get; set; }
}
