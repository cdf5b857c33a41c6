using Portal.Client.DeadLetters;
using StoredStatus = Messaging.DeadLetterStatus;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>A filter in the terms of the index.</summary>
/// <param name="Cells">Only these; null for all.</param>
/// <param name="Statuses">Only these.</param>
/// <param name="From">The first place in time.</param>
/// <param name="To">The first place that is too late.</param>
/// <param name="Text">The full-text query, or null when there is none.</param>
/// <param name="IsEmpty">Nothing can match.</param>
internal sealed record IndexScope(
    IReadOnlyList<long>? Cells, IReadOnlyList<int> Statuses, long From, long To, TextQuery? Text, bool IsEmpty)
{
    /// <summary>More lists than this, one for each cell and status, are not merged: all letters are looked at instead.</summary>
    private const int MaxMerged = 2000;

    private static readonly int[] _all = [.. Enum.GetValues<StoredStatus>().Select(s => (int)s)];

    /// <summary>Whether the letters are to be had from the cells.</summary>
    public bool IsMerged => Cells is not null && Cells.Count * Statuses.Count <= MaxMerged;

    public bool IsAllStatuses => Statuses.Count == _all.Length;

    public static IndexScope Of(IndexReaders.Reader reader, DeadLetterFilter filter, IReadOnlyList<StoredStatus>? only = null)
    {
        int[] statuses = filter.Status is { } wanted ? [(int)DeadLetterMapping.ToStored(wanted)] : _all;
        if (only is not null)
            statuses = [.. statuses.Where(s => only.Contains((StoredStatus)s))];
        var cells = CellsOf(reader, filter);
        var (from, to) = (Place(filter.From, 0), Place(filter.To, long.MaxValue));
        TextQuery? text = null;
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var shapes = reader.Sql("SELECT rowid FROM shape_text WHERE shape_text MATCH $1 ORDER BY rowid DESC LIMIT $2");
            text = TextQuery.Of(Words.Of(filter.Text, TextQuery.MaxWords), cells, shapes);
            if (text is null)
                return new IndexScope(cells, statuses, from, to, null, true);
        }

        return new IndexScope(cells, statuses, from, to, text, cells is { Count: 0 } || statuses.Length == 0 || from >= to);
    }

    private static List<long>? CellsOf(IndexReaders.Reader reader, DeadLetterFilter filter)
    {
        var conditions = new List<string>();
        var values = new List<object?>();
        Add("c.queue", filter.Queue);
        Add("s.type", filter.Type);
        Add("s.exception_type", filter.Exception);
        Add("s.key", filter.Group);
        if (conditions.Count == 0)
            return null;
        return reader.Sql($"SELECT c.id FROM cell c JOIN site s ON s.id = c.site WHERE {string.Join(" AND ", conditions)}").Numbers([.. values]);

        void Add(string column, string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
                return;
            values.Add(value);
            conditions.Add($"{column} = ${values.Count}");
        }
    }

    private static long Place(DateTimeOffset? time, long otherwise) =>
        time is { } at ? IndexSchema.DocOf(Math.Clamp(at.ToUnixTimeMilliseconds(), 0, long.MaxValue >> (IndexSchema.DocBits + 1))) : otherwise;
}
