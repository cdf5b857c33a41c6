using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Client.DeadLetters.Detail;

/// <summary>A message body as a person reads it.</summary>
internal static class BodyText
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The bytes as UTF-8, or null when they are not.</summary>
    public static string? Of(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The text indented, or null when it is not JSON: that may be the very reason why it is here.</summary>
    public static string? Indented(string text) => TryParse(text, out var root) ? JsonSerializer.Serialize(root.Value, Pretty) : null;

    public static bool TryParse(string text, [NotNullWhen(true)] out JsonElement? root)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            root = json.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            root = null;
            return false;
        }
    }
}
