namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Counts letters without visiting them: from the tally, and of a time that begins or ends within an hour from the index of that hour. Of
/// very many groups the letters of that hour are visited, for as long as somebody can be let wait.
/// </summary>
internal sealed class CountQueries(TimeProvider time)
{
    /// <summary>More lists than this, one for each cell and status, are not counted one by one.</summary>
    private const int MaxLists = 2000;

    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(90);

    /// <summary>How many there are of each status, and whether that is all.</summary>
    public (Dictionary<int, long> Counts, bool IsExact) Count(IndexReaders.Reader reader, IndexScope scope)
    {
        var counts = new Dictionary<int, long>();
        if (scope.IsEmpty)
            return (counts, true);
        var hourDocs = IndexSchema.DocOf(IndexSchema.HourMs);

        // Whole hours from the tally; what is before the first and after the last of them letter by letter.
        var firstHour = (scope.From + hourDocs - 1) / hourDocs;
        var lastHour = scope.To == long.MaxValue ? long.MaxValue / hourDocs : scope.To / hourDocs;
        if (firstHour >= lastHour && scope.To != long.MaxValue)
        {
            return (counts, CountLetters(reader, scope, scope.From, scope.To, counts));
        }

        Tally(reader, scope, firstHour, lastHour, counts);
        var isExact = CountLetters(reader, scope, scope.From, firstHour * hourDocs, counts);
        return (counts, (scope.To == long.MaxValue || CountLetters(reader, scope, lastHour * hourDocs, scope.To, counts)) && isExact);
    }

    private static void Tally(IndexReaders.Reader reader, IndexScope scope, long from, long to, Dictionary<int, long> counts)
    {
        var cells = scope.Cells?.ToHashSet();
        reader.Sql("SELECT cell, status, SUM(letters) FROM tally WHERE hour >= $1 AND hour < $2 GROUP BY cell, status").Each(
            row =>
            {
                if (cells is null || cells.Contains(row.GetInt64(0)))
                    Add(scope, counts, row.GetInt32(1), row.GetInt64(2));
                return true;
            },
            from,
            to);
    }

    private bool CountLetters(IndexReaders.Reader reader, IndexScope scope, long from, long to, Dictionary<int, long> counts)
    {
        if (from >= to)
            return true;
        if (scope.Cells?.Count * scope.Statuses.Count > MaxLists)
            return VisitLetters(reader, scope, from, to, counts);
        foreach (var status in scope.Statuses)
        {
            if (scope.Cells is null)
                Add(scope, counts, status, reader.Sql("SELECT COUNT(*) FROM letter WHERE status = $1 AND doc >= $2 AND doc < $3").Number(status, from, to)!.Value);
            foreach (var cell in scope.Cells ?? [])
            {
                Add(scope, counts, status, reader.Sql("SELECT COUNT(*) FROM letter WHERE cell = $1 AND status = $2 AND doc >= $3 AND doc < $4")
                    .Number(cell, status, from, to)!.Value);
            }
        }

        return true;
    }

    private bool VisitLetters(IndexReaders.Reader reader, IndexScope scope, long from, long to, Dictionary<int, long> counts)
    {
        var (started, seen, isExact) = (time.GetTimestamp(), 0, true);
        var cells = scope.Cells!.ToHashSet();
        reader.Sql("SELECT status, cell FROM letter WHERE doc >= $1 AND doc < $2 ORDER BY doc DESC").Each(
            row =>
            {
                if (cells.Contains(row.GetInt64(1)))
                    Add(scope, counts, row.GetInt32(0), 1);
                return isExact = ++seen % 256 != 0 || time.GetElapsedTime(started) < _patience;
            },
            from,
            to);
        return isExact;
    }

    private static void Add(IndexScope scope, Dictionary<int, long> counts, int status, long letters)
    {
        if (letters > 0 && scope.Statuses.Contains(status))
            counts[status] = counts.GetValueOrDefault(status) + letters;
    }
}
