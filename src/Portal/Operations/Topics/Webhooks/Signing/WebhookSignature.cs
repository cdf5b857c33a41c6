using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Operations.Topics.Webhooks.Signing;

/// <summary>The signature of Standard Webhooks: HMAC-SHA256 over id, time and body.</summary>
internal static class WebhookSignature
{
    /// <summary>The value of <c>webhook-signature</c>: one for each secret that is in force, separated by spaces.</summary>
    public static string Of(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            var key = WebhookSecret.Bytes(secret) ?? throw new ArgumentException("This is no secret of a webhook.", nameof(secrets));
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            signatures.Add("v1," + Convert.ToBase64String(hmac.GetHashAndReset()));
        }

        return string.Join(' ', signatures);
    }
}
