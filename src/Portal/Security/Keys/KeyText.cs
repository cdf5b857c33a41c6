using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Security.Keys;

/// <summary>
/// The text of a key: <c>portal_</c>, by which scanners for leaked secrets recognise it, an id that is no secret, and 256 random bits as base64url.
/// </summary>
internal static class KeyText
{
    public const string Prefix = "portal_";
    private const int SecretBytes = 32;
    private const int IdLength = 12;
    private const string IdLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    public static (string Id, string Text) Make()
    {
        var id = RandomNumberGenerator.GetString(IdLetters, IdLength);
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>The id in a text, or nothing when it is no key of ours.</summary>
    public static ReadOnlySpan<char> IdOf(ReadOnlySpan<char> text) =>
        text.Length > Prefix.Length + IdLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdLength] == '_'
            ? text.Slice(Prefix.Length, IdLength)
            : default;

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
