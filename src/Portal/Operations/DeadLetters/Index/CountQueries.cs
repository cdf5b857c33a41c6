namespace Portal.Operations.DeadLetters.Index;

/// <summary>Counts letters without visiting them: from the tally, and of a time that begins or ends within an hour from the index of that hour.</summary>
internal static class CountQueries
{
    public static Dictionary<int, long> Count(IndexReaders.Reader reader, IndexScope scope)
    {
        var counts = new Dictionary<int, long>();
        if (scope.IsEmpty)
            return counts;
        var hourDocs = IndexSchema.DocOf(IndexSchema.HourMs);

        // Whole hours from the tally; what is before the first and after the last of them letter by letter.
        var firstHour = (scope.From + hourDocs - 1) / hourDocs;
        var lastHour = scope.To == long.MaxValue ? long.MaxValue / hourDocs : scope.To / hourDocs;
        if (firstHour >= lastHour && scope.To != long.MaxValue)
        {
            CountLetters(reader, scope, scope.From, scope.To, counts);
            return counts;
        }

        Tally(reader, scope, firstHour, lastHour, counts);
        CountLetters(reader, scope, scope.From, firstHour * hourDocs, counts);
        if (scope.To != long.MaxValue)
            CountLetters(reader, scope, lastHour * hourDocs, scope.To, counts);
        return counts;
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

    private static void CountLetters(IndexReaders.Reader reader, IndexScope scope, long from, long to, Dictionary<int, long> counts)
    {
        if (from >= to)
            return;
        if (scope.Cells is null)
        {
            foreach (var status in scope.Statuses)
                Add(scope, counts, status, reader.Sql("SELECT COUNT(*) FROM letter WHERE status = $1 AND doc >= $2 AND doc < $3").Number(status, from, to)!.Value);
            return;
        }

        foreach (var cell in scope.Cells)
        {
            foreach (var status in scope.Statuses)
            {
                Add(scope, counts, status, reader.Sql("SELECT COUNT(*) FROM letter WHERE cell = $1 AND status = $2 AND doc >= $3 AND doc < $4")
                    .Number(cell, status, from, to)!.Value);
            }
        }
    }

    private static void Add(IndexScope scope, Dictionary<int, long> counts, int status, long letters)
    {
        if (letters > 0 && scope.Statuses.Contains(status))
            counts[status] = counts.GetValueOrDefault(status) + letters;
    }
}
