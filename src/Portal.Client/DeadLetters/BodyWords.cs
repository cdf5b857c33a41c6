using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Client.DeadLetters;

/// <summary>A message body as a person reads it.</summary>
internal static class BodyWords
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(DeadLetterDetail detail) => detail.Body switch
    {
        null when detail.BodyBase64 is null => $"{detail.BodyLength} bytes: too long to be shown here.",
        null => $"Not text. Base64:\n{detail.BodyBase64}",
        "" => "(empty)",
        var text when detail.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase) => Indented(text),
        var text => text,
    };

    private static string Indented(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json.RootElement, Pretty);
        }
        catch (JsonException)
        {
            return text; // says it is JSON and is not: that may be the very reason it is here
        }
    }
}
