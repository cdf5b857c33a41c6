namespace Messaging.Embedded;

/// <summary>Ends a lease that was reserved for settling (<see cref="QueueState.TryBeginSettling"/>).</summary>
internal abstract class SettleCommand(QueueState queue, Entry entry) : WriterCommand<bool>
{
    protected QueueState Queue { get; } = queue;

    protected Entry Entry { get; } = entry;

    public override void Execute(BrokerStore store)
    {
        if (Queue.Deleting)
            throw new LeaseLostException(new LeaseToken(Queue.Id, Entry.Sequence, Entry.LeaseNonce).ToString());
        Settle(store, store.Table(Queue.Id));
    }

    public override void Failed(Exception exception)
    {
        Queue.EndSettling(Entry);
        base.Failed(exception);
    }

    protected abstract void Settle(BrokerStore store, QueueTable table);
}
