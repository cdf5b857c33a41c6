namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Finds letters, newest failure first. Whatever is asked for, an answer takes a bounded time: where what is wanted hides among very
/// many others, the answer ends where the time did, with what was found and with where to go on.
/// </summary>
internal sealed class LetterQueries(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(180);

    private readonly TextSearch _search = new(time);

    /// <summary>Up to <paramref name="limit"/> letters before a place, and the place to go on before.</summary>
    public Found<LetterRow, long> List(IndexReaders.Reader reader, IndexScope scope, long before, int limit)
    {
        if (scope.IsEmpty)
            return Found<LetterRow, long>.Nothing;
        before = Math.Min(before, scope.To);
        var docs = new List<long>();
        long? ended = null;
        if (scope.Text is not null)
            ended = Search(reader, scope, before, limit, docs);
        else if (scope.IsMerged)
            docs = Merge(reader, scope, before, limit + 1);
        else
            ended = Scan(reader, scope, before, limit + 1, docs);
        var next = docs.Count > limit ? docs[limit - 1] : ended;
        var searchedTo = next is { } place && docs.Count < limit ? IndexSchema.TimeOf(place) : (long?)null;
        return new Found<LetterRow, long>([.. docs.Take(limit).Select(doc => Find(reader, doc))], next, searchedTo);
    }

    /// <summary>Every id that matches.</summary>
    public List<long> Ids(IndexReaders.Reader reader, IndexScope scope)
    {
        var ids = new List<long>();
        if (scope.IsEmpty)
            return ids;
        var statuses = scope.Statuses.ToHashSet();
        if (scope.Text is not null)
        {
            _search.Each(reader, scope, scope.To, null, match =>
            {
                if (statuses.Contains(match.Status))
                    ids.Add(match.Id);
                return true;
            });
        }
        else
        {
            var cells = scope.Cells?.ToHashSet();
            reader.Sql("SELECT id, status, cell FROM letter WHERE doc < $1 AND doc >= $2").Each(
                row =>
                {
                    if (statuses.Contains(row.GetInt32(1)) && (cells is null || cells.Contains(row.GetInt64(2))))
                        ids.Add(row.GetInt64(0));
                    return true;
                },
                scope.To,
                scope.From);
        }

        ids.Sort();
        return ids;
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
        var ended = _search.Each(reader, scope, scope.To, _patience, match =>
        {
            var count = counts.GetValueOrDefault(match.Status);
            if (count == cap)
                return false;
            counts[match.Status] = count + 1;
            return true;
        });
        return (counts, ended is null);
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
    private long? Scan(IndexReaders.Reader reader, IndexScope scope, long before, int wanted, List<long> docs)
    {
        var (started, seen) = (time.GetTimestamp(), 0);
        long? ended = null;
        var cells = scope.Cells?.ToHashSet();
        var ofStatus = scope.Statuses.Count == 1 ? "AND status = $3" : "";
        var statuses = scope.Statuses.ToHashSet();
        reader.Sql($"SELECT doc, status, cell FROM letter WHERE doc < $1 AND doc >= $2 {ofStatus} ORDER BY doc DESC").Each(
            row =>
            {
                if (statuses.Contains(row.GetInt32(1)) && (cells is null || cells.Contains(row.GetInt64(2))))
                    docs.Add(row.GetInt64(0));
                if (++seen % 256 == 0 && time.GetElapsedTime(started) > _patience)
                    ended = row.GetInt64(0);
                return docs.Count < wanted && ended is null;
            },
            scope.Statuses.Count == 1 ? [before, scope.From, scope.Statuses[0]] : [before, scope.From]);
        return ended;
    }

    private long? Search(IndexReaders.Reader reader, IndexScope scope, long before, int limit, List<long> docs)
    {
        var statuses = scope.Statuses.ToHashSet();
        return _search.Each(reader, scope, before, _patience, match =>
        {
            if (docs.Count == limit)
                return false;
            if (statuses.Contains(match.Status))
                docs.Add(match.Doc);
            return true;
        });
    }

    private static LetterRow Find(IndexReaders.Reader reader, long doc) =>
        reader.Sql($"SELECT {LetterRow.Columns} FROM letter l {LetterRow.Joins} WHERE l.doc = $1").First(LetterRow.Read, doc)!;
}
