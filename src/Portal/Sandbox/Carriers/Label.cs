namespace Portal.Sandbox.Carriers;

/// <summary>A parcel that a carrier has taken on.</summary>
internal sealed record Label(
    string TrackingNumber, string Carrier, string Reference, decimal Price, string Currency, int Days, DateTimeOffset CreatedAt);
