namespace Messaging.Embedded;

/// <summary>Puts dead letters aside. A key that one held goes on without it.</summary>
internal sealed class ArchiveCommand(IReadOnlyList<long> ids, int from, DeadLetterAction action, BrokerContext broker)
    : DeadLetterCommand(ids, from, action, broker)
{
    private static readonly DeadLetterStatus[] _from = [DeadLetterStatus.Failed, DeadLetterStatus.Resolved];

    protected override IReadOnlyList<DeadLetterStatus> From => _from;

    protected override DeadLetter Do(BrokerStore store, StoredDeadLetter stored, long now)
    {
        var wasResolved = stored.Letter.Status == DeadLetterStatus.Resolved;
        var archived = store.DeadLetters.Act(
            stored.Letter with { Status = DeadLetterStatus.Archived }, "archived", Action, now, wasResolved: wasResolved);
        if (!wasResolved)
            Count(archived.Queue, archived);
        Release(store, stored);
        return archived;
    }
}
