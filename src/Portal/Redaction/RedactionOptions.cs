namespace Portal.Redaction;

/// <summary><c>Portal:Redaction</c>: what of messages is for the programs that handle them, and for nobody's eyes.</summary>
internal sealed class RedactionOptions
{
    public const string Section = "Portal:Redaction";

    /// <summary>What is hidden where nothing is configured.</summary>
    public static readonly IReadOnlyList<string> UsualFields =
        ["card", "cardNumber", "cvc", "cvv", "iban", "password", "passwd", "secret", "clientSecret", "token", "accessToken", "refreshToken", "apiKey", "authorization"];

    /// <summary>Names of JSON fields whose values are hidden, at any depth; in any case, and with <c>_</c> or <c>-</c> between words. Configured ones replace the usual ones.</summary>
    public List<string>? Fields { get; set; }

    /// <summary>Names of message headers whose values are hidden. Default: none; headers that sound like secrets are shown only to who asks for them.</summary>
    public List<string>? Headers { get; set; }
}
