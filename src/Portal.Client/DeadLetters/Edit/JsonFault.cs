using System.Text.Json;

namespace Portal.Client.DeadLetters.Edit;

/// <summary>Where and why a text is not JSON.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Offset">From 0, in characters from the beginning of the text.</param>
/// <param name="Words">Why.</param>
public sealed record JsonFault(int Line, int Column, int Offset, string Words)
{
    /// <summary>Null when <paramref name="text"/> is JSON.</summary>
    public static JsonFault? Of(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0);
            var start = StartOf(text, line);
            var column = CharactersIn(text.AsSpan(start), exception.BytePositionInLine ?? 0);
            return new JsonFault(line + 1, column + 1, Math.Min(start + column, text.Length), Sentence(exception.Message));
        }
    }

    private static int StartOf(string text, int line)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) break;
            start = end + 1;
        }

        return start;
    }

    // The parser counts bytes of UTF-8.
    private static int CharactersIn(ReadOnlySpan<char> text, long bytes)
    {
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes <= 0 || rune.Value == '\n') break;
            bytes -= rune.Utf8SequenceLength;
            characters += rune.Utf16SequenceLength;
        }

        return characters;
    }

    private static string Sentence(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? message : message[..place]).TrimEnd();
    }
}
