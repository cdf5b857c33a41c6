namespace Portal.Security.Sessions;

/// <summary>
/// What a browser says it is, in words its owner knows: <c>Firefox on Windows</c>. Anybody can say anything there, so the words are of a list and
/// never theirs.
/// </summary>
internal static class DeviceWords
{
    private const string UnknownDevice = "Unknown device";

    /// <summary>Those that call themselves several come first: everybody says Safari, many say Chrome.</summary>
    private static readonly (string Sign, string Words)[] _browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Sign, string Words)[] _systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent) => (Find(_browsers, userAgent), Find(_systems, userAgent)) switch
    {
        ({ } browser, { } system) => $"{browser} on {system}",
        ({ } browser, null) => browser,
        (null, { } system) => $"A browser on {system}",
        _ => UnknownDevice,
    };

    private static string? Find((string Sign, string Words)[] known, string? userAgent) =>
        userAgent is null ? null : Array.Find(known, one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Words;
}
