using System.Text;

namespace Portal.Compute.Logs;

/// <summary>
/// Makes what a program printed safe to look at. Colours (<c>ESC [ … m</c>) say nothing as text and are left out; every other control
/// character is shown with a caret, as terminals do (<c>^[</c> is ESC), and what turns the direction of writing is replaced: no line can
/// hide, overwrite or disguise another.
/// </summary>
internal static class SafeText
{
    public static string Of(string text)
    {
        if (!text.Any(NeedsCare))
            return text;
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u001b' && ColourLength(text.AsSpan(i)) is var length and > 0)
                i += length - 1;
            else
                Show(safe, text[i]);
        }

        return safe.ToString();
    }

    private static bool NeedsCare(char c) => (char.IsControl(c) && c != '\t') || IsDirection(c);

    private static void Show(StringBuilder safe, char c)
    {
        if ((c < ' ' && c != '\t') || c == '\u007f')
            safe.Append('^').Append((char)(c ^ 0x40));
        else if (char.IsControl(c) && c != '\t')
            safe.Append('\ufffd');
        else
            safe.Append(IsDirection(c) ? '\ufffd' : c);
    }

    /// <summary>Marks, embeddings, overrides and isolates of bidirectional text, and the two separators that would start a line.</summary>
    private static bool IsDirection(char c) =>
        c is '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static int ColourLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[1] != '[')
            return 0;
        var end = 2;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ';' or ':'))
            end++;
        return end < text.Length && text[end] == 'm' ? end + 1 : 0;
    }
}
