namespace Portal.Sandbox;

/// <summary>Reads the header by which a caller says that a call is the same as before.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key, or null when there is none.</summary>
    public static string? Of(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 } key ? key : null;
}
