namespace Portal.Client.DeadLetters.Detail;

/// <summary>Headers whose values are not sent to the browser before somebody asks for them: names that say they hold a secret.</summary>
internal static class SensitiveHeaders
{
    public const string Mask = "••••••••";

    private static readonly string[] Words =
        ["authorization", "cookie", "password", "passwd", "secret", "token", "api-key", "apikey", "credential", "signature", "card", "session"];

    public static bool Is(string name) => Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
