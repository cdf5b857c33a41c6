using System.Security.Cryptography;

namespace Portal.Operations.Topics.Webhooks.Signing;

/// <summary>A secret as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
internal static class WebhookSecret
{
    public const string Prefix = "whsec_";

    private const int MinBytes = 24;
    private const int MaxBytes = 64;
    private const int NewBytes = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewBytes));

    /// <summary>The bytes, or null when it is no such secret.</summary>
    public static byte[]? Bytes(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > 120)
            return null;
        var bytes = new byte[MaxBytes + 8];
        return Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length is >= MinBytes and <= MaxBytes ? bytes[..length] : null;
    }
}
