using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.DeadLetters;

/// <summary>Dead letters, as pages and REST use them.</summary>
public interface IDeadLetterGateway
{
    /// <summary>Newest failure first.</summary>
    [Reads]
    Task<Outcome<Page<DeadLetterView>>> ListAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many match, by status; the filter's own status is left out of account. Exact up to 10,000 a status with a text, else always.</summary>
    [Reads]
    Task<Outcome<DeadLetterCounts>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken);

    /// <summary>Groups that have a dead letter that matches, newest failure first. Counts are of the whole group.</summary>
    [Reads]
    Task<Outcome<Page<DeadLetterGroup>>> GroupsAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken);

    [Reads]
    Task<DeadLetterGroup?> FindGroupAsync(string id, CancellationToken cancellationToken);

    [Needs(Ability.ReplayDeadLetters)]
    [Audited("group.note")]
    Task<Outcome<DeadLetterGroup>> NoteAsync(string groupId, GroupNote note, string by, CancellationToken cancellationToken);

    /// <summary>Days after which an archived dead letter is deleted.</summary>
    [Reads]
    int ArchiveDays { get; }

    /// <summary>What filters can be set to: the values that occur, each at most 500 of them.</summary>
    [Reads]
    Task<DeadLetterFacets> FacetsAsync(CancellationToken cancellationToken);

    [Reads]
    Task<DeadLetterDetail?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The whole body, however long, or null when there is no such dead letter.</summary>
    [Reads]
    Task<byte[]?> BodyAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the message back into the queue it failed in (or <see cref="DeadLetterEdit.Queue"/>), and in no other. 409 when it
    /// is not in status <c>failed</c>: two people who press the button at once replay it once. With a changed body or header a new
    /// message with a new id and the same correlation goes there, and this one is resolved.
    /// </summary>
    /// <param name="id">The dead letter.</param>
    /// <param name="edit">What is to be different, or null.</param>
    /// <param name="by">Who asks, for the history.</param>
    /// <param name="cancellationToken">Stops waiting; the replay may still have happened.</param>
    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<DeadLetterView>> ReplayAsync(string id, DeadLetterEdit? edit, string by, CancellationToken cancellationToken);

    /// <summary>What a replay with this edit would be refused for, and whether its body still deserializes.</summary>
    [Reads(Ability.ReplayDeadLetters)]
    Task<Outcome<EditCheck>> CheckAsync(string id, DeadLetterEdit edit, CancellationToken cancellationToken);

    /// <summary>Puts it aside, to be deleted after the retention time. 409 unless failed or resolved.</summary>
    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<DeadLetterView>> ArchiveAsync(string id, string by, CancellationToken cancellationToken);

    /// <summary>Takes it out of the archive, back to what it was: <c>failed</c> or <c>resolved</c>.</summary>
    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<DeadLetterView>> RestoreAsync(string id, string by, CancellationToken cancellationToken);

    /// <summary>Deletes it for good. 409 when it is being replayed.</summary>
    [Needs(Ability.Destroy)]
    Task<Outcome<DeadLetterView>> DeleteAsync(string id, string by, CancellationToken cancellationToken);
}

/// <param name="ByStatus">Statuses with none are absent.</param>
/// <param name="IsExact">False: at least so many.</param>
public sealed record DeadLetterCounts(IReadOnlyDictionary<DeadLetterStatus, long> ByStatus, bool IsExact);

public sealed record DeadLetterFacets(IReadOnlyList<string> Queues, IReadOnlyList<string> Types, IReadOnlyList<string> Exceptions);
