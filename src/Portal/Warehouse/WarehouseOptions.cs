namespace Portal.Warehouse;

/// <summary>The section <c>Warehouse</c> of the configuration.</summary>
internal sealed class WarehouseOptions
{
    public const string Section = "Warehouse";

    /// <summary>What is available up to this is low, 0 to 1,000,000. Default 10. Text, because a start that fails should name every wrong value.</summary>
    public string? LowStockAt { get; set; }

    public long Low => long.TryParse(LowStockAt, out var low) ? low : 10;
}
