using Portal.Client.Elements;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters;

/// <summary>How pages show the statuses of a dead letter, and what can be done in each.</summary>
internal static class DeadLetterWords
{
    public static Tone ToneOf(DeadLetterStatus status) => status switch
    {
        DeadLetterStatus.Failed => Tone.Bad,
        DeadLetterStatus.Replaying or DeadLetterStatus.Replayed => Tone.Busy,
        DeadLetterStatus.Resolved => Tone.Good,
        _ => Tone.Neutral,
    };

    public static string IconOf(DeadLetterStatus status) => status switch
    {
        DeadLetterStatus.Failed => "error",
        DeadLetterStatus.Replaying or DeadLetterStatus.Replayed => "replay",
        DeadLetterStatus.Resolved => "check_circle",
        _ => "inventory_2",
    };

    /// <summary>Why it cannot be done to one in this status, or null when it can.</summary>
    public static string? WhyNot(OperationKind kind, DeadLetterStatus status) => (kind, status) switch
    {
        (OperationKind.Replay, DeadLetterStatus.Failed) => null,
        (OperationKind.Archive, DeadLetterStatus.Failed or DeadLetterStatus.Resolved) => null,
        (OperationKind.Restore, DeadLetterStatus.Archived) => null,
        (OperationKind.Restore, _) => "Only what is archived can be restored.",
        (OperationKind.Delete, not (DeadLetterStatus.Replaying or DeadLetterStatus.Replayed)) => null,
        (_, DeadLetterStatus.Replaying) => "A running operation is about to replay it.",
        (_, DeadLetterStatus.Replayed) => "It was replayed and waits to be handled. Should it fail again, it comes back here.",
        (_, DeadLetterStatus.Resolved) => "It was replayed and handled, or an edited copy was sent in its place: there is nothing left to replay.",
        _ => kind is OperationKind.Archive ? "It is archived already." : "It is archived. Restore it first.",
    };

    /// <summary>The statuses that an operation of this kind covers.</summary>
    public static IEnumerable<DeadLetterStatus> Covered(OperationKind kind) =>
        Enum.GetValues<DeadLetterStatus>().Where(status => WhyNot(kind, status) is null);

    public static string VerbOf(OperationKind kind) => kind switch
    {
        OperationKind.Replay => "Replay",
        OperationKind.Archive => "Archive",
        OperationKind.Restore => "Restore",
        _ => "Delete",
    };

    public static string IconOf(OperationKind kind) => kind switch
    {
        OperationKind.Replay => "replay",
        OperationKind.Archive => "archive",
        OperationKind.Restore => "unarchive",
        _ => "delete",
    };

    /// <summary>The last part of a type's name: what a list has room for.</summary>
    public static string ShortType(string type) => type[(type.LastIndexOf('.') + 1)..];

    public static string Letters(long count) => count == 1 ? "1 dead letter" : $"{Figures.Count(count)} dead letters";
}
