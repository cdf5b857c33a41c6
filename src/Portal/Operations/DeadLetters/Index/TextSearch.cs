namespace Portal.Operations.DeadLetters.Index;

/// <summary>Looks for a text, newest letter first, for as long as somebody can be let wait.</summary>
internal sealed class TextSearch(TimeProvider time)
{
    private const string Ranges = "SELECT id, first FROM text_range WHERE first < $1 ORDER BY first DESC";
    private const string ShapesOfRange = "SELECT shape FROM text_range_shape WHERE range = $1 ORDER BY shape DESC";

    private const string Matching = """
        SELECT l.doc, l.status, l.cell, l.id FROM letter_text t CROSS JOIN letter l ON l.doc = t.rowid
        WHERE letter_text MATCH $1 AND t.rowid < $2 AND t.rowid >= $3 ORDER BY t.rowid DESC
        """;

    /// <summary>
    /// Calls <paramref name="take"/> for each letter with the text in the scope's cells, until it answers false or the time is up.
    /// Answers with the place to go on before; null when everything was looked at.
    /// </summary>
    /// <param name="reader">The index.</param>
    /// <param name="scope">What is looked for; with a text.</param>
    /// <param name="before">Where to begin.</param>
    /// <param name="patience">Null for as long as it takes.</param>
    /// <param name="take">False when it does not want this one, nor any other.</param>
    public long? Each(IndexReaders.Reader reader, IndexScope scope, long before, TimeSpan? patience, Func<Match, bool> take)
    {
        var (started, seen) = (time.GetTimestamp(), 0);
        var cells = scope.Cells?.ToHashSet();
        var end = Math.Min(before, scope.To);
        var reached = end;
        foreach (var (range, first) in reader.Sql(Ranges).All(row => (row.GetInt64(0), row.GetInt64(1)), end))
        {
            var isOver = false;
            reader.Sql(Matching).Each(
                row =>
                {
                    var match = new Match(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3));
                    isOver = (cells is null || cells.Contains(match.Cell)) && !take(match);
                    reached = isOver ? reached : match.Doc;
                    isOver = isOver || (++seen % 256 == 0 && IsUp());
                    return !isOver;
                },
                scope.Text!.In(range, reader.Sql(ShapesOfRange)),
                end,
                Math.Max(first, scope.From));
            if (isOver)
                return reached;
            if (first <= scope.From)
                return null;
            end = reached = first;
            if (IsUp())
                return reached;
        }

        return null;

        bool IsUp() => time.GetElapsedTime(started) > patience;
    }

    /// <summary>A letter with the text.</summary>
    internal readonly record struct Match(long Doc, int Status, long Cell, long Id);
}
