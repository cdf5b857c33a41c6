using Messaging;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Live;

namespace Portal.Operations.DeadLetters;

/// <summary>
/// The dead-letter desk: lists, groups and counts from the index, single letters and everything that is done from the broker. Whoever
/// did something finds it done in the lists when the call answers.
/// </summary>
internal sealed class DeadLetterGateway(
    IBroker broker,
    DeadLetterIndex index,
    DeadLetterDesk desk,
    DeadLetterEditing editing,
    DeadLetterViews views,
    GroupNotes notes,
    LiveFeed feed) : IDeadLetterGateway
{
    private const int MaxNote = 2000;
    private const int MaxOwner = 100;

    public int ArchiveDays => views.ArchiveDays;

    public Task<Outcome<Page<DeadLetterView>>> ListAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        index.ListAsync(filter, page, cancellationToken);

    public Task<Outcome<DeadLetterCounts>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        index.CountAsync(filter, cancellationToken);

    public Task<Outcome<Page<DeadLetterGroup>>> GroupsAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        index.GroupsAsync(filter, page, cancellationToken);

    public Task<DeadLetterGroup?> FindGroupAsync(string id, CancellationToken cancellationToken) => index.FindGroupAsync(id, cancellationToken);

    public async Task<Outcome<DeadLetterGroup>> NoteAsync(string groupId, GroupNote note, string by, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (note.Note is { Length: > MaxNote })
            errors["note"] = [$"must be at most {MaxNote} characters"];
        if (note.Owner is { Length: > MaxOwner })
            errors["owner"] = [$"must be at most {MaxOwner} characters"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (await index.FindGroupAsync(groupId, cancellationToken) is null)
            return Problem.NotFound("group", groupId);
        await notes.WriteAsync(groupId, new GroupNote(Trimmed(note.Note), Trimmed(note.Owner)), by, cancellationToken);
        if (await index.FindGroupAsync(groupId, cancellationToken) is not { } group)
            return Problem.NotFound("group", groupId);
        feed.Publish(group);
        return group;
    }

    public Task<DeadLetterFacets> FacetsAsync(CancellationToken cancellationToken) => index.FacetsAsync(cancellationToken);

    public async Task<DeadLetterDetail?> FindAsync(string id, CancellationToken cancellationToken) =>
        await ContentAsync(id, cancellationToken) is { } content ? views.Of(content) : null;

    public async Task<byte[]?> BodyAsync(string id, CancellationToken cancellationToken) =>
        await ContentAsync(id, cancellationToken) is { } content ? views.BodyOf(content) : null;

    public Task<Outcome<DeadLetterView>> ReplayAsync(string id, DeadLetterEdit? edit, string by, CancellationToken cancellationToken) =>
        DoAsync(desk.ReplayAsync(id, edit, by, cancellationToken), cancellationToken);

    public async Task<Outcome<EditCheck>> CheckAsync(string id, DeadLetterEdit edit, CancellationToken cancellationToken) =>
        await ContentAsync(id, cancellationToken) is { } content ? editing.Check(content, edit) : Problem.NotFound("dead letter", id);

    public Task<Outcome<DeadLetterView>> ArchiveAsync(string id, string by, CancellationToken cancellationToken) =>
        DoAsync(desk.ArchiveAsync(id, by, cancellationToken), cancellationToken);

    public Task<Outcome<DeadLetterView>> RestoreAsync(string id, string by, CancellationToken cancellationToken) =>
        DoAsync(desk.RestoreAsync(id, by, cancellationToken), cancellationToken);

    public Task<Outcome<DeadLetterView>> DeleteAsync(string id, string by, CancellationToken cancellationToken) =>
        DoAsync(desk.DeleteAsync(id, by, cancellationToken), cancellationToken);

    private async Task<Outcome<DeadLetterView>> DoAsync(Task<Outcome<DeadLetter>> doing, CancellationToken cancellationToken)
    {
        var outcome = await doing;
        if (!outcome.Succeeded)
            return outcome.Problem;
        await index.SeenAsync(cancellationToken);
        return views.Of(outcome.Value);
    }

    private async Task<DeadLetterContent?> ContentAsync(string id, CancellationToken cancellationToken) =>
        DeadLetterDesk.TryId(id, out var number) ? await broker.FindDeadLetterAsync(number, cancellationToken) : null;

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
