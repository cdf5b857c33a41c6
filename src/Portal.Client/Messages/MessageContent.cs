namespace Portal.Client.Messages;

/// <summary>Headers and body of a message, where they are still to be had.</summary>
/// <param name="Source">Where they were found.</param>
/// <param name="ContentType">What the body is written in, or null.</param>
/// <param name="Headers">All headers, names in lower case, or null.</param>
/// <param name="Body">The body as text, or null.</param>
/// <param name="BodyBase64">The body's bytes where it is no text, or null.</param>
/// <param name="Length">The length of the body in bytes.</param>
/// <param name="WhyNot">Why something of it is missing, in words, or null.</param>
public sealed record MessageContent(
    ContentSource Source,
    string? ContentType = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    string? Body = null,
    string? BodyBase64 = null,
    int? Length = null,
    string? WhyNot = null)
{
    /// <summary>Whether a body of this content type can be read by people.</summary>
    public static bool IsText(string contentType) =>
        contentType.Contains("json", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
}
