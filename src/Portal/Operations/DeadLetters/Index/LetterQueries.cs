namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Finds letters, newest failure first. Whatever is asked for, an answer takes a bounded time: where a rare status hides among very
/// many that match a text, the answer ends where the time did, with what was found and with where to go on.
/// </summary>
internal sealed class LetterQueries(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(180);

    /// <summary>
    /// Up to <paramref name="limit"/> letters before a place, and the place to go on before; null when there are no more.
    /// </summary>
    public (List<LetterRow> Rows, long? Next) List(IndexReaders.Reader reader, IndexScope scope, long before, int limit)
    {
        if (scope.IsEmpty)
            return ([], null);
        before = Math.Min(before, scope.To);
        if (scope.Text is not null)
            return Search(reader, scope, before, limit);
        var docs = scope.IsMerged ? Merge(reader, scope, before, limit + 1) : Scan(reader, scope, before, limit + 1);
        var rows = docs.Take(limit).Select(doc => Find(reader, doc)).ToList();
        return (rows, docs.Count > limit ? docs[limit - 1] : null);
    }

    /// <summary>Every id that matches.</summary>
    public static List<long> Ids(IndexReaders.Reader reader, IndexScope scope)
    {
        var ids = new List<long>();
        if (scope.IsEmpty)
            return ids;
        var statuses = scope.Statuses.ToHashSet();
        var cells = scope.Cells?.ToHashSet();
        if (scope.Text is null)
        {
            Each("SELECT id, status, cell FROM letter WHERE doc < $1 AND doc >= $2", scope.To, scope.From);
        }
        else
        {
            Each("""
                SELECT l.id, l.status, l.cell FROM letter_text t CROSS JOIN letter l ON l.doc = t.rowid
                WHERE letter_text MATCH $3 AND t.rowid < $1 AND t.rowid >= $2
                """, scope.To, scope.From, scope.Text);
        }

        ids.Sort();
        return ids;

        void Each(string sql, params object?[] values) => reader.Sql(sql).Each(
            row =>
            {
                if (statuses.Contains(row.GetInt32(1)) && (cells is null || cells.Contains(row.GetInt64(2))))
                    ids.Add(row.GetInt64(0));
                return true;
            },
            values);
    }

    /// <summary>Letters by id, those that exist.</summary>
    public static List<LetterRow> Find(IndexReaders.Reader reader, IEnumerable<long> ids) =>
        [.. ids.Select(id => reader.Sql($"SELECT {LetterRow.Columns} FROM letter l {LetterRow.Joins} WHERE l.id = $1").First(LetterRow.Read, id)).OfType<LetterRow>()];

    /// <summary>
    /// How many match the scope's text and lie in its cells and time, by status; at most <paramref name="cap"/> of each, and whether that is all.
    /// </summary>
    public (Dictionary<int, long> Counts, bool IsExact) CountText(IndexReaders.Reader reader, IndexScope scope, long cap)
    {
        var counts = new Dictionary<int, long>();
        var cells = scope.Cells?.ToHashSet();
        var started = time.GetTimestamp();
        var (isExact, seen) = (true, 0L);
        reader.Sql("""
            SELECT l.status, l.cell FROM letter_text t CROSS JOIN letter l ON l.doc = t.rowid
            WHERE letter_text MATCH $1 AND t.rowid < $2 AND t.rowid >= $3 ORDER BY t.rowid DESC
            """).Each(
            row =>
            {
                var status = row.GetInt32(0);
                if (cells is null || cells.Contains(row.GetInt64(1)))
                    counts[status] = counts.GetValueOrDefault(status) + 1;
                isExact = counts.GetValueOrDefault(status) <= cap && (++seen % 256 != 0 || time.GetElapsedTime(started) < _patience);
                if (counts.GetValueOrDefault(status) > cap)
                    counts[status] = cap;
                return isExact;
            },
            scope.Text,
            scope.To,
            scope.From);
        return (counts, isExact);
    }

    /// <summary>The places of the newest from all the lists of a cell and a status.</summary>
    private static List<long> Merge(IndexReaders.Reader reader, IndexScope scope, long before, int wanted)
    {
        var newest = new PriorityQueue<long, long>(); // the oldest of them first
        var floor = scope.From - 1;
        foreach (var cell in scope.Cells!)
        {
            foreach (var status in scope.Statuses)
            {
                var found = reader.Sql("SELECT doc FROM letter WHERE cell = $1 AND status = $2 AND doc < $3 AND doc > $4 ORDER BY doc DESC LIMIT $5")
                    .Numbers(cell, status, before, floor, wanted);
                foreach (var doc in found)
                    newest.Enqueue(doc, doc);
                while (newest.Count > wanted)
                    newest.Dequeue();
                if (newest.Count == wanted)
                    floor = newest.Peek();
            }
        }

        return [.. newest.UnorderedItems.Select(item => item.Element).OrderDescending()];
    }

    /// <summary>The places of the newest among all letters, or all of one status, of which only some are wanted.</summary>
    private static List<long> Scan(IndexReaders.Reader reader, IndexScope scope, long before, int wanted)
    {
        var docs = new List<long>();
        var cells = scope.Cells?.ToHashSet();
        var ofStatus = scope.Statuses.Count == 1 ? "AND status = $3" : "";
        var statuses = scope.Statuses.ToHashSet();
        reader.Sql($"SELECT doc, status, cell FROM letter WHERE doc < $1 AND doc >= $2 {ofStatus} ORDER BY doc DESC").Each(
            row =>
            {
                if (statuses.Contains(row.GetInt32(1)) && (cells is null || cells.Contains(row.GetInt64(2))))
                    docs.Add(row.GetInt64(0));
                return docs.Count < wanted;
            },
            scope.Statuses.Count == 1 ? [before, scope.From, scope.Statuses[0]] : [before, scope.From]);
        return docs;
    }

    private (List<LetterRow> Rows, long? Next) Search(IndexReaders.Reader reader, IndexScope scope, long before, int limit)
    {
        long? next = null;
        var seen = 0;
        var started = time.GetTimestamp();
        var statuses = scope.Statuses.ToHashSet();
        var cells = scope.Cells?.ToHashSet();
        var found = new List<long>();
        var reached = before;
        reader.Sql("""
            SELECT l.doc, l.status, l.cell FROM letter_text t CROSS JOIN letter l ON l.doc = t.rowid
            WHERE letter_text MATCH $1 AND t.rowid < $2 AND t.rowid >= $3 ORDER BY t.rowid DESC
            """).Each(
            row =>
            {
                if (found.Count == limit || (++seen % 256 == 0 && time.GetElapsedTime(started) > _patience))
                {
                    next = reached;
                    return false;
                }

                reached = row.GetInt64(0);
                if (statuses.Contains(row.GetInt32(1)) && (cells is null || cells.Contains(row.GetInt64(2))))
                    found.Add(reached);
                return true;
            },
            scope.Text,
            before,
            scope.From);
        return ([.. found.Select(doc => Find(reader, doc))], next);
    }

    private static LetterRow Find(IndexReaders.Reader reader, long doc) =>
        reader.Sql($"SELECT {LetterRow.Columns} FROM letter l {LetterRow.Joins} WHERE l.doc = $1").First(LetterRow.Read, doc)!;
}
