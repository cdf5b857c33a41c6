namespace Portal.Data;

/// <summary>What a newcomer finds: the catalogue that Sales seeds and Warehouse stocks, each in its own database.</summary>
internal static class SeedData
{
    public static IReadOnlyList<(string Sku, string Name, decimal Price)> Products { get; } =
    [
        ("KB-100", "Mechanical keyboard", 129.00m),
        ("MS-200", "Wireless mouse", 49.90m),
        ("MN-270", "27-inch monitor", 349.00m),
        ("HB-400", "USB-C hub", 59.50m),
        ("HS-300", "Noise-cancelling headset", 219.00m),
        ("LP-900", "Laptop stand", 39.00m),
    ];
}
