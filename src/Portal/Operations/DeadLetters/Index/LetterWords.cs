using System.Globalization;
using Messaging;
using Portal.Redaction;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>What a letter is found by, besides the names that all of its shape have.</summary>
internal static class LetterWords
{
    /// <summary>Words of one letter; what is beyond is not found.</summary>
    private const int MaxWords = 1000;

    /// <summary>Characters of an exception's text, besides its frames, in which words are looked for.</summary>
    private const int MaxText = 8 * 1024;

    public static HashSet<string> Of(DeadLetter letter, DeadLetterExcerpt excerpt, Redactor redactor)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        Words.Add(words, letter.Id.ToString(CultureInfo.InvariantCulture), MaxWords);
        Words.Add(words, letter.MessageId, MaxWords);
        Words.Add(words, letter.Failure.Reason, MaxWords);
        Words.Add(words, letter.Failure.ExceptionMessage, MaxWords);
        foreach (var (name, value) in redactor.Headers(excerpt.Headers))
        {
            Words.Add(words, name, MaxWords);
            Words.Add(words, value, MaxWords);
        }

        // What is said between the frames: inner exceptions. The frames are in the shape.
        var left = MaxText;
        foreach (var line in letter.Failure.Details.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (left <= 0 || text.StartsWith("at ", StringComparison.Ordinal))
                continue;
            left -= text.Length;
            Words.AddName(words, text.ToString(), MaxWords);
        }

        Words.Add(words, redactor.Text(Start(excerpt)), MaxWords);
        return words;
    }

    /// <summary>The beginning of the body; what was cut in the middle of a character is left out.</summary>
    private static string? Start(DeadLetterExcerpt excerpt)
    {
        var body = excerpt.BodyStart.Span;
        for (var cut = 0; cut < 4 && cut < body.Length; cut++)
        {
            if (BodyText.Of(excerpt.ContentType, body[..^cut]) is { } text)
                return text;
            if (body.Length < IDeadLetterLog.MaxBodyBytes)
                return null;
        }

        return null;
    }
}
