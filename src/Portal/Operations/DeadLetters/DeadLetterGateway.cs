using System.Globalization;
using Messaging;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Http;
using ViewStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Portal.Operations.DeadLetters;

internal sealed class DeadLetterGateway(IBroker broker, DeadLetterDesk desk, DeadLetterEditing editing, DeadLetterViews views) : IDeadLetterGateway
{
    public async Task<Outcome<Page<DeadLetterView>>> ListAsync(
        DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        (DateTimeOffset, long)? after = null;
        if (page.After is not null)
        {
            if (!Cursor.TryParse(page.After, out var cursor) || !DeadLetterDesk.TryId(cursor.Id, out var id) || !cursor.IsTime)
                return Cursor.Malformed;
            after = (DateTimeOffset.FromUnixTimeMilliseconds(cursor.At), id);
        }

        Messaging.DeadLetterStatus? status = filter.Status is { } wanted ? DeadLetterMapping.ToStored(wanted) : null;
        var letters = await broker.ListDeadLettersAsync(
            new DeadLetterQuery(Blank(filter.Queue), Blank(filter.Type), status, Blank(filter.Text), page.Limit + 1, after), cancellationToken);
        var items = letters.Take(page.Limit).ToList();
        var next = letters.Count > page.Limit
            ? new Cursor(items[^1].FailedAt.ToUnixTimeMilliseconds(), items[^1].Id.ToString(CultureInfo.InvariantCulture)).ToString()
            : null;
        return new Page<DeadLetterView>([.. items.Select(views.Of)], next);
    }

    public async Task<Outcome<DeadLetterCounts>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<ViewStatus, long>();
        foreach (var status in Enum.GetValues<Messaging.DeadLetterStatus>())
            counts[DeadLetterMapping.ToView(status, false)] = await broker.CountDeadLettersAsync(status, cancellationToken);
        return new DeadLetterCounts(counts, true);
    }

    public Task<Outcome<Page<DeadLetterGroup>>> GroupsAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<Page<DeadLetterGroup>>>(new Page<DeadLetterGroup>([], null));

    public Task<DeadLetterGroup?> FindGroupAsync(string id, CancellationToken cancellationToken) => Task.FromResult<DeadLetterGroup?>(null);

    public Task<Outcome<DeadLetterGroup>> NoteAsync(string groupId, GroupNote note, string by, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<DeadLetterGroup>>(Problem.NotFound("group", groupId));

    public Task<DeadLetterFacets> FacetsAsync(CancellationToken cancellationToken) => Task.FromResult(new DeadLetterFacets([], [], []));

    public async Task<DeadLetterDetail?> FindAsync(string id, CancellationToken cancellationToken) =>
        await ContentAsync(id, cancellationToken) is { } content ? views.Of(content) : null;

    public async Task<byte[]?> BodyAsync(string id, CancellationToken cancellationToken) =>
        (await ContentAsync(id, cancellationToken))?.Message.Body.ToArray();

    public async Task<Outcome<DeadLetterView>> ReplayAsync(string id, DeadLetterEdit? edit, string by, CancellationToken cancellationToken) =>
        View(await desk.ReplayAsync(id, edit, by, cancellationToken));

    public async Task<Outcome<EditCheck>> CheckAsync(string id, DeadLetterEdit edit, CancellationToken cancellationToken) =>
        await ContentAsync(id, cancellationToken) is { } content ? editing.Check(content, edit) : Problem.NotFound("dead letter", id);

    public async Task<Outcome<DeadLetterView>> ArchiveAsync(string id, string by, CancellationToken cancellationToken) =>
        View(await desk.ArchiveAsync(id, by, cancellationToken));

    public async Task<Outcome<DeadLetterView>> RestoreAsync(string id, string by, CancellationToken cancellationToken) =>
        View(await desk.RestoreAsync(id, by, cancellationToken));

    public async Task<Outcome<DeadLetterView>> DeleteAsync(string id, string by, CancellationToken cancellationToken) =>
        View(await desk.DeleteAsync(id, by, cancellationToken));

    private Outcome<DeadLetterView> View(Outcome<DeadLetter> outcome) => outcome.Succeeded ? views.Of(outcome.Value) : outcome.Problem;

    private async Task<DeadLetterContent?> ContentAsync(string id, CancellationToken cancellationToken) =>
        DeadLetterDesk.TryId(id, out var number) ? await broker.FindDeadLetterAsync(number, cancellationToken) : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
