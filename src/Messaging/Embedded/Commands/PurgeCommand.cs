namespace Messaging.Embedded;

/// <summary>Deletes what a queue holds, except what is leased.</summary>
internal sealed class PurgeCommand(QueueState queue, Action<QueueState> refill) : WriterCommand<long>
{
    private long _purged;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            throw new UnknownQueueException(queue.Name);
        _purged = store.Table(queue.Id).Purge(queue.Freeze());
    }

    public override void Committed()
    {
        queue.Purged();
        refill(queue);
        Complete(_purged);
    }

    public override void Failed(Exception exception)
    {
        refill(queue);
        base.Failed(exception);
    }
}
