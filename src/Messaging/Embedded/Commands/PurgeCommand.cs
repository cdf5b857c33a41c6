namespace Messaging.Embedded;

/// <summary>Deletes what a queue holds, except what is leased.</summary>
internal sealed class PurgeCommand(QueueState queue) : WriterCommand<long>
{
    private long _purged;

    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            throw new UnknownQueueException(queue.Name);
        _purged = store.Table(queue.Id).Purge(queue.Freeze());
    }

    public override void Committed()
    {
        queue.Purged();
        Complete(_purged);
    }

    public override void Failed(Exception exception)
    {
        queue.Thaw();
        base.Failed(exception);
    }
}
