namespace Messaging.Embedded;

/// <summary>
/// Takes dead letters out of the archive, to where they were before: failed, or resolved. A key that one held has gone on, and is
/// not held again.
/// </summary>
internal sealed class RestoreCommand(IReadOnlyList<long> ids, int from, DeadLetterAction action, BrokerContext broker)
    : DeadLetterCommand(ids, from, action, broker)
{
    private static readonly DeadLetterStatus[] _from = [DeadLetterStatus.Archived];

    protected override IReadOnlyList<DeadLetterStatus> From => _from;

    protected override DeadLetter Do(BrokerStore store, StoredDeadLetter stored, long now)
    {
        var status = stored.WasResolved ? DeadLetterStatus.Resolved : DeadLetterStatus.Failed;
        var restored = store.DeadLetters.Act(stored.Letter with { Status = status }, "restored", Action, now);
        if (status == DeadLetterStatus.Failed)
            Count(restored.Queue, restored);
        return restored;
    }
}
