using System.Globalization;
using Portal.Data;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// What somebody typed as a query of the full-text index, range by range (<see cref="TextTable"/>). Words go in quotes, each with a star,
/// and consist of letters and digits only (<see cref="Words"/>): nothing he types can be syntax. A word is found in a letter, or in the
/// shape that the letter has.
/// </summary>
internal sealed class TextQuery
{
    public const int MaxWords = 16;

    /// <summary>More shapes with a word than this are not told apart: the newest are.</summary>
    private const int MaxShapes = 100_000;

    /// <summary>More alternatives than this for one word are not asked for in one range.</summary>
    private const int MaxAlternatives = 1000;

    /// <summary>More cells than this are looked at beside the index.</summary>
    private const int MaxCells = 500;

    private readonly List<(string Word, HashSet<long> Shapes)> _words;
    private readonly IReadOnlyCollection<long> _cells;
    private readonly bool _hasShapes;

    private TextQuery(List<(string Word, HashSet<long> Shapes)> words, IReadOnlyCollection<long> cells)
    {
        (_words, _cells) = (words, cells);
        _hasShapes = words.Exists(word => word.Shapes.Count > 0);
    }

    // No letters, so that no word that is looked for can be one of these, or begin with one.
    public static string CellWord(long cell) => string.Create(CultureInfo.InvariantCulture, $"§¢{cell}");

    public static string ShapeWord(long shape) => string.Create(CultureInfo.InvariantCulture, $"§§{shape}");

    /// <summary>The shape of a letter's words, of which the second says it.</summary>
    public static long ShapeIn(string words)
    {
        var start = words.IndexOf("§§", StringComparison.Ordinal) + 2;
        var end = words.IndexOf(' ', start);
        return long.Parse(words.AsSpan(start, (end < 0 ? words.Length : end) - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public static string RangeMark(long range) => string.Create(CultureInfo.InvariantCulture, $"{range}¤");

    /// <summary>The query, or null when nothing can match.</summary>
    /// <param name="words">All of them must occur.</param>
    /// <param name="cells">One of these, where they are few enough; null for any.</param>
    /// <param name="shapes">Answers with the shapes in which a word occurs: a query and a limit.</param>
    public static TextQuery? Of(IReadOnlyList<string> words, IReadOnlyCollection<long>? cells, Statement shapes) => words.Count == 0
        ? null
        : new TextQuery([.. words.Select(word => (word, shapes.Numbers(Quoted(word), MaxShapes).ToHashSet()))], cells is { Count: <= MaxCells } ? cells : []);

    /// <summary>As the index of one range understands it.</summary>
    /// <param name="range">The range.</param>
    /// <param name="shapes">Answers with the shapes that occur in a range, the newest first.</param>
    public string In(long range, Statement shapes)
    {
        var mark = RangeMark(range);
        var here = _hasShapes ? shapes.Numbers(range) : [];
        var parts = _words.Select(word => string.Join(
            " OR ",
            here.Where(word.Shapes.Contains).Take(MaxAlternatives).Select(shape => $"\"{mark}{ShapeWord(shape)}\"").Prepend(Quoted(word.Word, mark))));
        if (_cells.Count > 0)
            parts = parts.Append(string.Join(" OR ", _cells.Select(cell => $"\"{mark}{CellWord(cell)}\"")));
        return string.Join(" AND ", parts.Select(part => $"({part})"));
    }

    // The beginning of a word of one letter would be half of everything.
    private static string Quoted(string word, string mark = "") => word.Length > 1 ? $"\"{mark}{word}\"*" : $"\"{mark}{word}\"";
}
