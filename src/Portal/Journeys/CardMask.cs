using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Journeys;

/// <summary>
/// Takes payment tokens out of a body before it is shown, or kept where nothing needs them: all but the last four characters. The message itself keeps
/// its token, in its queue or as a dead letter: it is needed there.
/// </summary>
internal static partial class CardMask
{
    private const string Hidden = "••••";

    public static string? In(string? body) => body is null ? null : Card().Replace(body, match =>
    {
        // What is written with escapes is hidden as a whole: the end of it may be the middle of one.
        var token = match.Groups["token"].Value;
        return match.Groups["name"].Value + "\"" + (token.Length > 4 && !token.Contains('\\') ? Hidden + token[^4..] : Hidden) + "\"";
    });

    /// <summary>The same for a body that is not said to be text, and may be; every other byte stays as it is.</summary>
    public static byte[] In(byte[] body) => Encoding.Latin1.GetBytes(In(Encoding.Latin1.GetString(body))!.Replace('•', '*'));

    [GeneratedRegex(@"(?<name>""card""\s*:\s*)""(?<token>(?:[^""\\]|\\.)+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Card();
}
