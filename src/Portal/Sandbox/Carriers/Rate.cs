namespace Portal.Sandbox.Carriers;

/// <summary>What a carrier asks for a parcel.</summary>
internal sealed record Rate(string Carrier, string Reference, decimal Price, string Currency, int Days);
