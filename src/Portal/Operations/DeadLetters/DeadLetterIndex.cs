using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Portal.Http;
using Portal.Operations.DeadLetters.Index;
using StoredStatus = Messaging.DeadLetterStatus;
using ViewStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Portal.Operations.DeadLetters;

/// <summary>Answers questions about very many dead letters, from <c>desk.db</c>.</summary>
internal sealed class DeadLetterIndex(
    IndexReaders readers,
    IndexPump pump,
    GroupNotes notes,
    IReplaysInHand inHand,
    IOptions<DeadLetterOptions> options,
    TimeProvider time) : IDeadLetterIndex
{
    private const int Chunk = 5000;
    private const int MaxFacets = 500;
    private const long MaxExactCount = 10_000;
    private const int MaxTextLength = 200;

    private static readonly TimeSpan _toBeSeen = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _toBeSelected = TimeSpan.FromSeconds(30);

    private readonly LetterQueries _letters = new(time);
    private readonly GroupQueries _groups = new(time);
    private readonly CountQueries _counts = new(time);

    /// <summary>Waits, within bounds, until what was done before can be found.</summary>
    public Task SeenAsync(CancellationToken cancellationToken) => pump.CaughtUpAsync(_toBeSeen, cancellationToken);

    public async Task<Outcome<Page<DeadLetterView>>> ListAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        if (Refused(filter) is { } refusal)
            return refusal;
        if (page.After is not null && !TryCursor(page.After, out before, out _))
            return Cursor.Malformed;
        var found = await readers.AskAsync(
            reader => filter.Status == ViewStatus.Replaying
                ? InHand(reader, filter, before, page.Limit)
                : _letters.List(reader, IndexScope.Of(reader, filter), before, page.Limit),
            Found<LetterRow, long>.Nothing,
            cancellationToken);
        var replaying = inHand.Among([.. found.Rows.Where(row => row.Status == (int)StoredStatus.Failed).Select(row => row.Id)]);
        return new Page<DeadLetterView>(
            [.. found.Rows.Select(row => row.ToView(options.Value, replaying.Contains(row.Id)))],
            found.Next is { } place ? new Cursor(place, "").ToString() : null,
            Time(found.SearchedTo));
    }

    public async Task<Outcome<DeadLetterCounts>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        if (Refused(filter) is { } refusal)
            return refusal;
        var (counts, isExact) = await readers.AskAsync(
            reader =>
            {
                var scope = IndexScope.Of(reader, filter with { Status = null });
                return scope is { Text: not null, IsEmpty: false }
                    ? _letters.CountText(reader, scope, MaxExactCount)
                    : _counts.Count(reader, scope);
            },
            ([], true),
            cancellationToken);
        return new DeadLetterCounts(ByStatus(counts), isExact);
    }

    public async Task<Outcome<Page<DeadLetterGroup>>> GroupsAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        (long, long)? before = null;
        if (Refused(filter) is { } refusal)
            return refusal;
        if (page.After is not null)
        {
            if (!TryCursor(page.After, out var at, out var id))
                return Cursor.Malformed;
            before = (at, id);
        }

        var found = await readers.AskAsync(
            reader => _groups.List(reader, IndexScope.Of(reader, filter), before, page.Limit), Found<GroupRow, (long, long)>.Nothing, cancellationToken);
        return new Page<DeadLetterGroup>(
            [.. found.Rows.Select(View)],
            found.Next is (var lastAt, var lastId) ? new Cursor(lastAt, lastId.ToString(CultureInfo.InvariantCulture)).ToString() : null,
            Time(found.SearchedTo));
    }

    public async Task<DeadLetterGroup?> FindGroupAsync(string key, CancellationToken cancellationToken) =>
        await readers.AskAsync(reader => _groups.Find(reader, key), null, cancellationToken) is { } row ? View(row) : null;

    /// <summary>Groups by their numbers in the index, those that exist.</summary>
    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var rows = await readers.AskAsync<List<GroupRow>>(
            reader => [.. ids.Select(id => _groups.Find(reader, id)).OfType<GroupRow>()], [], cancellationToken);
        return [.. rows.Select(View)];
    }

    public Task<DeadLetterFacets> FacetsAsync(CancellationToken cancellationToken) => readers.AskAsync(
        reader => new DeadLetterFacets(
            Values(reader, "SELECT DISTINCT queue FROM cell WHERE EXISTS (SELECT 1 FROM tally WHERE cell = cell.id)"),
            Values(reader, "SELECT DISTINCT s.type FROM site s JOIN cell c ON c.site = s.id WHERE EXISTS (SELECT 1 FROM tally WHERE cell = c.id)"),
            Values(reader, "SELECT DISTINCT s.exception_type FROM site s JOIN cell c ON c.site = s.id"
                + " WHERE s.exception_type IS NOT NULL AND EXISTS (SELECT 1 FROM tally WHERE cell = c.id)")),
        new DeadLetterFacets([], [], []),
        cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<long>> SelectAsync(
        DeadLetterFilter filter, OperationKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await pump.CaughtUpAsync(_toBeSelected, cancellationToken);
        StoredStatus[] possible = kind switch
        {
            OperationKind.Replay => [StoredStatus.Failed],
            OperationKind.Archive => [StoredStatus.Failed, StoredStatus.Resolved],
            OperationKind.Restore => [StoredStatus.Archived],
            _ => [StoredStatus.Failed, StoredStatus.Resolved, StoredStatus.Archived],
        };
        var ids = filter.Status == ViewStatus.Replaying
            ? [] // they have their operation
            : await readers.AskAsync(reader => _letters.Ids(reader, IndexScope.Of(reader, filter, possible)), [], cancellationToken);
        foreach (var chunk in ids.Chunk(Chunk))
            yield return chunk;
    }

    /// <summary>Ids of letters that are in a status since before a time, oldest first.</summary>
    public Task<List<long>> SelectOldAsync(StoredStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) => readers.AskAsync(
        reader => reader.Sql("SELECT id FROM letter WHERE status = $1 AND status >= 3 AND status_at < $2 ORDER BY status_at LIMIT $3")
            .Numbers((int)status, before.ToUnixTimeMilliseconds(), max),
        [],
        cancellationToken);

    private static List<string> Values(IndexReaders.Reader reader, string sql) =>
        reader.Sql($"SELECT * FROM ({sql}) ORDER BY 1 LIMIT {MaxFacets}").All(row => row.GetString(0));

    private static Problem? Refused(DeadLetterFilter filter) => filter.Text is { Length: > MaxTextLength }
        ? Problem.Invalid("text", $"must be at most {MaxTextLength} characters")
        : null;

    private static bool TryCursor(string text, out long place, out long id)
    {
        (place, id) = (0, 0);
        if (!Cursor.TryParse(text, out var cursor) || cursor.At < 0 || (cursor.Id.Length > 0 && !DeadLetterDesk.TryId(cursor.Id, out id)))
            return false;
        place = cursor.At;
        return true;
    }

    private static DateTimeOffset? Time(long? at) => at is { } known ? LetterRow.Time(known) : null;

    private static Dictionary<ViewStatus, long> ByStatus(Dictionary<int, long> counts) =>
        counts.Where(c => c.Value > 0).ToDictionary(c => DeadLetterMapping.ToView((StoredStatus)c.Key, false), c => c.Value);

    /// <summary>Those that an operation will replay, by descending id: there is no other order among them.</summary>
    private Found<LetterRow, long> InHand(IndexReaders.Reader reader, DeadLetterFilter filter, long before, int limit)
    {
        var scope = IndexScope.Of(reader, filter with { Status = null, Text = null });
        var rows = new List<LetterRow>();
        while (rows.Count < limit)
        {
            var ids = inHand.Newest(limit, before == long.MaxValue ? null : before);
            if (ids.Count == 0)
                return new Found<LetterRow, long>(rows, null, null);
            foreach (var row in LetterQueries.Find(reader, ids))
            {
                if (row.Doc >= scope.From && row.Doc < scope.To && scope.Cells?.Contains(row.Cell) != false && rows.Count < limit)
                    rows.Add(row);
            }

            before = rows.Count == limit ? rows[^1].Id : ids[^1];
        }

        return new Found<LetterRow, long>(rows, before, null);
    }

    private DeadLetterGroup View(GroupRow row)
    {
        var note = notes.Of(row.Key);
        return new DeadLetterGroup(
            row.Key,
            row.Type,
            row.ExceptionType,
            row.TopFrame,
            row.Reason,
            row.ExceptionMessage,
            ByStatus(row.Counts),
            LetterRow.Time(row.FirstFailedAt),
            LetterRow.Time(row.LastFailedAt),
            row.LastReplayedAt is { } replayed ? LetterRow.Time(replayed) : null,
            row.CameBack,
            row.Trend,
            note?.Note,
            note?.Owner,
            row.Version + (note?.Changes ?? 0));
    }
}
