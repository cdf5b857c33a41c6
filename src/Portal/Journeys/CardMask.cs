using System.Text.RegularExpressions;

namespace Portal.Journeys;

/// <summary>Takes payment tokens out of a body that is shown: all but the last four characters.</summary>
internal static partial class CardMask
{
    public static string? In(string? body) => body is null ? null : Card().Replace(body, match =>
    {
        var token = match.Groups["token"].Value;
        return match.Groups["name"].Value + "\"" + (token.Length > 4 ? "••••" + token[^4..] : "••••") + "\"";
    });

    [GeneratedRegex(@"(?<name>""card""\s*:\s*)""(?<token>[^""\\]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Card();
}
