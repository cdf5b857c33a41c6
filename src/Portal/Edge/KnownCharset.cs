using System.Text;
using Microsoft.Net.Http.Headers;
using Portal.Client.Contracts;
using Portal.Http;

namespace Portal.Edge;

/// <summary>A body in a coding nobody knows is refused as one, with 415; the reader of JSON would take it for a fault of the server.</summary>
internal sealed class KnownCharset(RequestDelegate next)
{
    private static readonly Problem _refusal = new(415, "The character set is not supported", "Send JSON in UTF-8. Nothing was changed.");

    public Task InvokeAsync(HttpContext context) =>
        context.Request.ContentType is { } type && type.Contains("charset", StringComparison.OrdinalIgnoreCase) && !IsKnown(type)
            ? _refusal.ToResult().ExecuteAsync(context)
            : next(context);

    internal static bool IsKnown(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue)
            return true; // not a charset, or not a content type: whoever reads the body says so
        try
        {
            _ = Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).Value!);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
