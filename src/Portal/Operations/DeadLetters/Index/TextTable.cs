namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// The words of letters and their full-text index, which is divided into ranges of places. FTS5 reads all that has a word, and all that
/// has the beginning of one, before it answers; as each range has words of its own, it never reads more than one range at a time, and
/// between two of them a search can end. A range that is full is divided, as a page of a B-tree is. For the thread that writes.
/// </summary>
/// <param name="file">The index.</param>
/// <param name="size">Letters in a range, at most.</param>
internal sealed class TextTable(IndexFile file, int size = TextTable.Size)
{
    /// <summary>A word that all of them have costs some milliseconds a range; a word that none has, some microseconds.</summary>
    public const int Size = 16_384;

    private List<TextRange>? _ranges;

    private List<TextRange> Ranges => _ranges ??= file.Sql("SELECT id, first, letters FROM text_range ORDER BY first")
        .All(row => new TextRange(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));

    /// <param name="doc">The letter's place.</param>
    /// <param name="cell">The cell it is in.</param>
    /// <param name="shape">What it has in common with others.</param>
    /// <param name="words">Its own words.</param>
    public void Add(long doc, long cell, long shape, IEnumerable<string> words)
    {
        var range = RoomFor(doc);
        var text = $"{TextQuery.CellWord(cell)} {TextQuery.ShapeWord(shape)} {string.Join(' ', words)}";
        file.Sql("INSERT INTO words (doc, words) VALUES ($1, $2)").Run(doc, text);
        Occurs(shape, range);
        Index(range, doc, text);
    }

    public void Remove(long doc)
    {
        Unindex(Of(doc), doc, WordsOf(doc));
        file.Sql("DELETE FROM words WHERE doc = $1").Run(doc);
    }

    /// <summary>The letter is in another cell now.</summary>
    public void Move(long doc, long cell)
    {
        var (range, words) = (Of(doc), WordsOf(doc));
        Unindex(range, doc, words);
        words = TextQuery.CellWord(cell) + words[words.IndexOf(' ', StringComparison.Ordinal)..];
        file.Sql("UPDATE words SET words = $2 WHERE doc = $1").Run(doc, words);
        Index(range, doc, words);
    }

    /// <summary>Writes how many letters there are in each range, inside the transaction.</summary>
    public void Flush()
    {
        foreach (var range in Ranges.Where(range => range.IsChanged))
        {
            file.Sql("UPDATE text_range SET letters = $2 WHERE id = $1").Run(range.Id, range.Letters);
            range.IsChanged = false;
        }
    }

    /// <summary>Deletes ranges that nothing is in any more; the first and the last stay.</summary>
    public void Tidy()
    {
        const string empty = "letters = 0 AND first > 0 AND first < (SELECT MAX(first) FROM text_range)";
        file.Sql($"DELETE FROM text_range_shape WHERE range IN (SELECT id FROM text_range WHERE {empty})").Run();
        file.Sql($"DELETE FROM text_range WHERE {empty}").Run();
    }

    /// <summary>Forgets everything: the transaction was undone, or rows were deleted otherwise.</summary>
    public void Forget() => _ranges = null;

    private TextRange Of(long doc) => Ranges[At(doc)];

    private int At(long doc)
    {
        var (low, high) = (0, Ranges.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (Ranges[middle].First <= doc)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private TextRange RoomFor(long doc)
    {
        var at = At(doc);
        if (Ranges[at].Letters < size)
            return Ranges[at];
        Divide(at, doc);
        return Of(doc);
    }

    /// <summary>
    /// The upper half of a range that is full goes into one of its own. Where nearly all are below the letter that needs the room, only those above it
    /// do: at the end, where letters come in the order of their time, this moves nothing, and leaves full ranges behind.
    /// </summary>
    private void Divide(int at, long doc)
    {
        var full = Ranges[at];
        var end = at + 1 < Ranges.Count ? Ranges[at + 1].First : long.MaxValue;
        var few = size / 8;
        var upper = Upper(doc, few);
        var first = doc;
        if (upper.Count == few)
        {
            upper = Upper(full.First, full.Letters / 2);
            first = upper[^1].Doc;
        }

        var id = file.Sql("INSERT INTO text_range (first, letters) VALUES ($1, 0) RETURNING id").Number(first)!.Value;
        var range = new TextRange(id, first, 0);
        Ranges.Insert(at + 1, range);
        foreach (var (moved, words) in upper)
        {
            Unindex(full, moved, words);
            Index(range, moved, words);
        }

        foreach (var shape in upper.Select(letter => TextQuery.ShapeIn(letter.Words)).Distinct())
            Occurs(shape, range);

        List<(long Doc, string Words)> Upper(long from, long atMost) =>
            file.Sql("SELECT doc, words FROM words WHERE doc >= $1 AND doc < $2 ORDER BY doc DESC LIMIT $3")
                .All(row => (row.GetInt64(0), row.GetString(1)), from, end, atMost);
    }

    /// <summary>Never taken back while the range is there: what is in it for nothing is only looked for in vain.</summary>
    private void Occurs(long shape, TextRange range) =>
        file.Sql("INSERT OR IGNORE INTO text_range_shape (range, shape) VALUES ($1, $2)").Run(range.Id, shape);

    private void Index(TextRange range, long doc, string words)
    {
        file.Sql("INSERT INTO letter_text (rowid, words) VALUES ($1, $2)").Run(doc, range.Mark(words));
        (range.Letters, range.IsChanged) = (range.Letters + 1, true);
    }

    private void Unindex(TextRange range, long doc, string words)
    {
        file.Sql("INSERT INTO letter_text (letter_text, rowid, words) VALUES ('delete', $1, $2)").Run(doc, range.Mark(words));
        (range.Letters, range.IsChanged) = (range.Letters - 1, true);
    }

    private string WordsOf(long doc) => file.Sql("SELECT words FROM words WHERE doc = $1").First(row => row.GetString(0), doc)!;
}
