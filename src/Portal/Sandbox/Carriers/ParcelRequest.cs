using System.Text.Json.Serialization;

namespace Portal.Sandbox.Carriers;

/// <summary>The body of <c>POST /sandbox/carriers/{carrier}/rates</c> and <c>/labels</c>.</summary>
/// <param name="Reference">The caller's name for the parcel, 1 to 200 characters.</param>
/// <param name="Items">How many items are in it, 1 to 1,000,000; default 1.</param>
/// <param name="Currency">The currency of the price, default EUR; the number is the same in all of them.</param>
internal sealed record ParcelRequest(string? Reference, int? Items = null, string? Currency = null)
{
    public const string DefaultCurrency = "EUR";

    [JsonIgnore]
    public int Count => Items ?? 1;
}
