namespace Portal.Operations.DeadLetters.Index;

/// <summary>Finds groups of failures, the one with the newest failure first, with their counts.</summary>
internal sealed class GroupQueries(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(150);

    private readonly TextSearch _search = new(time);

    /// <summary>Up to <paramref name="limit"/> groups that have a letter in the scope, before a place: a time and an id.</summary>
    public Found<GroupRow, (long At, long Id)> List(IndexReaders.Reader reader, IndexScope scope, (long At, long Id)? before, int limit)
    {
        if (scope.IsEmpty)
            return Found<GroupRow, (long, long)>.Nothing;
        var (at, id) = before ?? (long.MaxValue, long.MaxValue);
        var (started, seen) = (time.GetTimestamp(), 0);
        var (withText, ended) = scope.Text is null ? default : SitesWithText(reader, scope);
        var cellsOf = scope.Cells is null || withText is not null ? null : CellsBySite(reader, scope.Cells);
        var searchedTo = ended is { } place ? IndexSchema.TimeOf(place) : (long?)null;
        var groups = new List<GroupRow>();
        (long, long)? next = null;
        reader.Sql($"""
            SELECT {GroupRow.Columns} FROM site s WHERE (s.last_failed_at, s.id) < ($1, $2) AND s.last_failed_at >= $3 AND s.first_failed_at <= $4
            ORDER BY s.last_failed_at DESC, s.id DESC
            """).Each(
            row =>
            {
                var site = row.GetInt64(0);
                if (withText is not null ? withText.Contains(site) : HasLetter(reader, scope, site, cellsOf))
                {
                    if (groups.Count == limit)
                        next = Place(groups[^1]);
                    else
                        groups.Add(GroupRow.Read(row));
                }

                if (next is null && withText is null && ++seen % 64 == 0 && time.GetElapsedTime(started) > _patience)
                    (next, searchedTo) = (Place(GroupRow.Read(row)), groups.Count < limit ? GroupRow.Read(row).LastFailedAt : null);
                return next is null && withText?.Count != 0;
            },
            at,
            id,
            IndexSchema.TimeOf(scope.From),
            IndexSchema.TimeOf(scope.To));
        foreach (var group in groups)
            Fill(reader, group);
        return new Found<GroupRow, (long, long)>(groups, next, searchedTo);
    }

    public GroupRow? Find(IndexReaders.Reader reader, string key) =>
        Filled(reader, reader.Sql($"SELECT {GroupRow.Columns} FROM site s WHERE s.key = $1").First(GroupRow.Read, key));

    public GroupRow? Find(IndexReaders.Reader reader, long id) =>
        Filled(reader, reader.Sql($"SELECT {GroupRow.Columns} FROM site s WHERE s.id = $1").First(GroupRow.Read, id));

    private GroupRow? Filled(IndexReaders.Reader reader, GroupRow? group)
    {
        if (group is not null)
            Fill(reader, group);
        return group;
    }

    private void Fill(IndexReaders.Reader reader, GroupRow group)
    {
        var first = (time.GetUtcNow().ToUnixTimeMilliseconds() / IndexSchema.HourMs) - group.Trend.Length + 1;
        reader.Sql("SELECT t.status, t.hour, t.letters FROM cell c JOIN tally t ON t.cell = c.id WHERE c.site = $1").Each(
            row =>
            {
                var (status, hour, letters) = (row.GetInt32(0), row.GetInt64(1) - first, row.GetInt64(2));
                group.Counts[status] = group.Counts.GetValueOrDefault(status) + letters;
                if (hour >= 0 && hour < group.Trend.Length)
                    group.Trend[hour] += (int)letters;
                return true;
            },
            group.Id);
    }

    private static bool HasLetter(IndexReaders.Reader reader, IndexScope scope, long site, ILookup<long, long>? cellsOf)
    {
        var cells = cellsOf is null ? reader.Sql("SELECT id FROM cell WHERE site = $1").Numbers(site) : cellsOf[site];
        var any = reader.Sql("SELECT 1 FROM letter WHERE cell = $1 AND status = $2 AND doc >= $3 AND doc < $4 LIMIT 1");
        return cells.Any(cell => scope.Statuses.Any(status => any.Any(cell, status, scope.From, scope.To)));
    }

    private static (long, long) Place(GroupRow group) => (group.LastFailedAt, group.Id);

    private static ILookup<long, long> CellsBySite(IndexReaders.Reader reader, IReadOnlyList<long> cells) => cells.ToLookup(
        cell => reader.Sql("SELECT site FROM cell WHERE id = $1").Number(cell)!.Value, cell => cell);

    /// <summary>The groups of the newest letters with the text, of as many as there is time to look at; and where that ended.</summary>
    private (HashSet<long> Sites, long? Ended) SitesWithText(IndexReaders.Reader reader, IndexScope scope)
    {
        var cells = new HashSet<long>();
        var ended = _search.Each(reader, scope, scope.To, _patience, match =>
        {
            if (scope.Statuses.Contains(match.Status))
                cells.Add(match.Cell);
            return true;
        });
        return ([.. cells.Select(cell => reader.Sql("SELECT site FROM cell WHERE id = $1").Number(cell)!.Value)], ended);
    }
}
