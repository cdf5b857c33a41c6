namespace Portal.Sandbox.Carriers;

/// <summary>A stand-in carrier and its prices.</summary>
/// <param name="Name">As in its address.</param>
/// <param name="Prefix">Its tracking numbers begin with it.</param>
/// <param name="Base">The price of a parcel.</param>
/// <param name="PerItem">The price of each item in it.</param>
/// <param name="Days">How long it takes.</param>
internal sealed record Carrier(string Name, string Prefix, decimal Base, decimal PerItem, int Days)
{
    public static readonly IReadOnlyList<Carrier> All =
    [
        new("swift", "SW", 12.90m, 1.50m, 1),
        new("terra", "TE", 4.90m, 0.50m, 4),
        new("aero", "AE", 8.90m, 2.00m, 2),
    ];

    public static Carrier? Find(string name) => All.FirstOrDefault(c => c.Name == name);

    public decimal PriceOf(ParcelRequest parcel) => Base + (PerItem * parcel.Count);
}
