namespace Portal.Operations.DeadLetters.Index;

/// <summary>Finds groups of failures, the one with the newest failure first, with their counts.</summary>
internal sealed class GroupQueries(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(180);

    /// <summary>Groups that have a letter in the scope, before a place: a time and an id.</summary>
    public List<GroupRow> List(IndexReaders.Reader reader, IndexScope scope, (long At, long Id)? before, int limit)
    {
        if (scope.IsEmpty)
            return [];
        var (at, id) = before ?? (long.MaxValue, long.MaxValue);
        var cellsOf = scope.Cells is null ? null : CellsBySite(reader, scope.Cells);
        var withText = scope.Text is null ? null : SitesWithText(reader, scope);
        var groups = new List<GroupRow>();
        reader.Sql($"""
            SELECT {GroupRow.Columns} FROM site s WHERE (s.last_failed_at, s.id) < ($1, $2) ORDER BY s.last_failed_at DESC, s.id DESC
            """).Each(
            row =>
            {
                var group = GroupRow.Read(row);
                if (withText is null ? HasLetter(reader, scope, group.Id, cellsOf) : withText.Contains(group.Id))
                    groups.Add(group);
                return groups.Count < limit;
            },
            at,
            id);
        foreach (var group in groups)
            Fill(reader, group);
        return groups;
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

    private static ILookup<long, long> CellsBySite(IndexReaders.Reader reader, IReadOnlyList<long> cells) => cells.ToLookup(
        cell => reader.Sql("SELECT site FROM cell WHERE id = $1").Number(cell)!.Value, cell => cell);

    /// <summary>The groups of the newest letters with the text, of as many as there is time to look at.</summary>
    private HashSet<long> SitesWithText(IndexReaders.Reader reader, IndexScope scope)
    {
        var started = time.GetTimestamp();
        var seen = 0;
        var cells = scope.Cells?.ToHashSet();
        var wanted = new HashSet<long>();
        reader.Sql("""
            SELECT l.status, l.cell FROM letter_text t CROSS JOIN letter l ON l.doc = t.rowid
            WHERE letter_text MATCH $1 AND t.rowid < $2 AND t.rowid >= $3 ORDER BY t.rowid DESC
            """).Each(
            row =>
            {
                if (scope.Statuses.Contains(row.GetInt32(0)) && (cells is null || cells.Contains(row.GetInt64(1))))
                    wanted.Add(row.GetInt64(1));
                return ++seen % 256 != 0 || time.GetElapsedTime(started) < _patience;
            },
            scope.Text,
            scope.To,
            scope.From);
        return [.. wanted.Select(cell => reader.Sql("SELECT site FROM cell WHERE id = $1").Number(cell)!.Value)];
    }
}
