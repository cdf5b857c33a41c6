namespace Messaging.Embedded;

/// <summary>Deletes dead letters with their messages, for good. One whose message is back in a queue is refused.</summary>
internal sealed class DeleteDeadLettersCommand(IReadOnlyList<long> ids, int from, DeadLetterAction action, BrokerContext broker)
    : DeadLetterCommand(ids, from, action, broker)
{
    private static readonly DeadLetterStatus[] _from = [DeadLetterStatus.Failed, DeadLetterStatus.Resolved, DeadLetterStatus.Archived];

    // It makes room.
    public override bool NeedsSpace => false;

    protected override IReadOnlyList<DeadLetterStatus> From => _from;

    protected override DeadLetter? Do(BrokerStore store, StoredDeadLetter stored, long now)
    {
        store.DeadLetters.Delete(stored.Letter, Action, now);
        if (stored.Letter.Status == DeadLetterStatus.Failed)
            Count(stored.Letter.Queue, stored.Letter with { Status = DeadLetterStatus.Resolved });
        Release(store, stored);
        return null;
    }

    protected override bool WasDone(BrokerStore store, long id) =>
        Action.Operation is { } operation && store.DeadLetters.WasPartOf(id, operation);

    protected override void Tell(DeadLetterResult result) => Broker.DeadLetterDeleted(result.Id);
}
