using System.Security.Cryptography;

namespace Portal.Sandbox.Carriers;

/// <summary>The stand-in carriers: rates cost nothing and are not remembered, labels are made once for a key.</summary>
internal sealed class CarrierDesk(SandboxBooks books, TimeProvider time)
{
    public static Rate Rate(Carrier carrier, ParcelRequest parcel) => new(
        carrier.Name, parcel.Reference!, carrier.PriceOf(parcel), parcel.Currency ?? ParcelRequest.DefaultCurrency, carrier.Days);

    public SandboxAnswer Label(Carrier carrier, ParcelRequest parcel, string? key)
    {
        var call = new SandboxCall(carrier.Name, "label", key, parcel.Reference!, SandboxJson.Write(parcel));
        return books.DoOnce(call, () =>
        {
            var label = new Label(
                carrier.Prefix + RandomNumberGenerator.GetString("0123456789", 12),
                carrier.Name,
                parcel.Reference!,
                carrier.PriceOf(parcel),
                parcel.Currency ?? ParcelRequest.DefaultCurrency,
                carrier.Days,
                time.GetUtcNow());
            return new SandboxAnswer(201, SandboxJson.Write(label), label.TrackingNumber);
        });
    }

    /// <summary>What really happened.</summary>
    public IReadOnlyList<Label> Labels(string? reference) =>
        [.. books.Find("label", reference).Select(r => SandboxJson.Read<Label>(r.Answer.Body))];
}
