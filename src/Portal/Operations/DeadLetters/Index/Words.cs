using System.Globalization;
using System.Text;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// What text is searched by: runs of letters and digits, in lower case, without accents, cut at 40 characters. The same for what is
/// stored and for what is looked for, and no word of either means anything to the search itself.
/// </summary>
internal static class Words
{
    private const int MaxLength = 40;

    /// <summary>Adds the words of a text, until there are <paramref name="max"/> of them.</summary>
    public static void Add(ISet<string> words, string? text, int max)
    {
        if (string.IsNullOrEmpty(text))
            return;
        var plain = Plain(text);
        var start = -1;
        for (var i = 0; i <= plain.Length; i++)
        {
            var isPart = i < plain.Length && (char.IsLetterOrDigit(plain[i]) || char.IsSurrogate(plain[i]));
            if (isPart)
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0 && words.Count < max)
                words.Add(plain.Substring(start, Math.Min(i - start, MaxLength)));
            start = -1;
        }
    }

    /// <summary>Adds the words of a name of a program, and those that it is written together of: OrderPlaced is order and placed, too.</summary>
    public static void AddName(ISet<string> words, string? name, int max)
    {
        Add(words, name, max);
        if (string.IsNullOrEmpty(name))
            return;
        var apart = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                apart.Append(' ');
            apart.Append(name[i]);
        }

        Add(words, apart.ToString(), max);
    }

    /// <summary>The words that somebody looks for, in his order.</summary>
    public static List<string> Of(string? text, int max)
    {
        var words = new OrderedDictionary<string, bool>();
        var set = new HashSet<string>(StringComparer.Ordinal);
        Add(set, text, max);
        foreach (var word in set)
            words.TryAdd(word, true);
        return [.. words.Keys];
    }

    private static string Plain(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var valid = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var isHalf = char.IsSurrogate(source[i])
                    && !(i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
                    && !(i > 0 && char.IsSurrogatePair(source[i - 1], source[i]));
                span[i] = isHalf || source[i] is '\uFFFE' or '\uFFFF' ? ' ' : source[i];
            }
        });
        var plain = new StringBuilder(valid.Length);
        foreach (var c in valid)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(LatinLetters.Of(c));
        }

        return plain.ToString();
    }
}
