using System.Globalization;
using Portal.Data;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// What somebody typed as a query of the full-text index. Words go in quotes, each with a star, and consist of letters and digits only
/// (<see cref="Words"/>): nothing he types can be syntax. A word is found in a letter, or in the shape that the letter has.
/// </summary>
internal static class TextQuery
{
    public const int MaxWords = 16;

    /// <summary>More alternatives than this for one word are not asked for: the newest shapes are.</summary>
    private const int MaxShapes = 500;

    /// <summary>More cells than this are looked at beside the index.</summary>
    private const int MaxCells = 500;

    // No letters, so that no word that is looked for can be one of these.
    public static string CellWord(long cell) => string.Create(CultureInfo.InvariantCulture, $"§¢{cell}");

    public static string ShapeWord(long shape) => string.Create(CultureInfo.InvariantCulture, $"§§{shape}");

    /// <summary>The query, or null when nothing can match.</summary>
    /// <param name="words">All of them must occur.</param>
    /// <param name="cells">One of these, where they are few enough; null for any.</param>
    /// <param name="shapes">Answers with the shapes in which a word occurs: a query and a limit.</param>
    public static string? Of(IReadOnlyList<string> words, IReadOnlyCollection<long>? cells, Statement shapes)
    {
        if (words.Count == 0)
            return null;
        var parts = words.Select(word =>
        {
            var own = Quoted(word);
            return string.Join(" OR ", shapes.Numbers(own, MaxShapes).Select(shape => $"\"{ShapeWord(shape)}\"").Prepend(own));
        });
        if (cells is { Count: <= MaxCells })
            parts = parts.Append(string.Join(" OR ", cells.Select(cell => $"\"{CellWord(cell)}\"")));
        return string.Join(" AND ", parts.Select(part => $"({part})"));
    }

    // The beginning of a word of one letter would be half of everything.
    private static string Quoted(string word) => word.Length > 1 ? $"\"{word}\"*" : $"\"{word}\"";
}
