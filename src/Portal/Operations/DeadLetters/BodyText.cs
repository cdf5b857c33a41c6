using System.Text;
using Messaging;
using Portal.Redaction;

namespace Portal.Operations.DeadLetters;

/// <summary>Bodies that people can read.</summary>
internal static class BodyText
{
    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether the content type says that it is text.</summary>
    public static bool IsTextual(string contentType) =>
        contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A body as it may be shown: its text where it is one, and its bytes, both without secrets.</summary>
    public static (string? Text, byte[] Bytes) Shown(Message message, Redactor redactor) =>
        redactor.Text(Of(message.ContentType, message.Body.Span)) is { } text
            ? (text, Encoding.UTF8.GetBytes(text))
            : (null, redactor.Bytes(message.Body.Span));

    /// <summary>The text of a body, or null when it is none.</summary>
    public static string? Of(string contentType, ReadOnlySpan<byte> body)
    {
        if (!IsTextual(contentType))
            return null;
        try
        {
            return _strictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
