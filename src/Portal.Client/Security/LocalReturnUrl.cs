namespace Portal.Client.Security;

/// <summary>Keeps a sign-in link from sending people to somebody else's site afterwards.</summary>
public static class LocalReturnUrl
{
    /// <summary>
    /// <paramref name="returnUrl"/> when it is a path on this host, else <paramref name="fallback"/>. Browsers read
    /// <c>//host</c> and <c>/\host</c> as another host, and drop tabs and line breaks before they look.
    /// </summary>
    public static string Or(string? returnUrl, string fallback) => IsLocal(returnUrl) ? returnUrl! : fallback;

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
