namespace Messaging.Embedded;

/// <summary>Deletes what a queue holds, except what is leased. Dead letters that were replayed, and are deleted so, have failed again.</summary>
internal sealed class PurgeCommand(QueueState queue, BrokerContext broker) : WriterCommand<long>
{
    private List<DeadLetter> _withdrawn = [];
    private long _purged;

    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            throw new UnknownQueueException(queue.Name);
        var leased = queue.Freeze();
        _purged = store.Table(queue.Id).Purge(leased);
        _withdrawn = store.DeadLetters.Withdraw(
            queue.Name, leased.Select(entry => entry.Message.Id).ToHashSet(StringComparer.Ordinal), "The queue was purged.", broker.Clock.Now);
    }

    public override void Committed()
    {
        queue.Purged();
        queue.CountDeadLetter(_withdrawn.Count);
        foreach (var letter in _withdrawn)
            broker.DeadLetterChanged(letter);
        Complete(_purged);
    }

    public override void Failed(Exception exception)
    {
        queue.Thaw();
        base.Failed(exception);
    }
}
