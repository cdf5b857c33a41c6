namespace Messaging.Embedded;

/// <summary>Ends a lease that was reserved for settling (<see cref="QueueState.TryBeginSettling"/>).</summary>
internal abstract class SettleCommand(QueueState queue, Entry entry) : WriterCommand<bool>
{
    // What settles makes room, or takes little: it must work while the disk is full.
    public override bool NeedsSpace => false;

    public override bool IsShort => true;

    protected QueueState Queue { get; } = queue;

    protected Entry Entry { get; } = entry;

    public override void Execute(BrokerStore store)
    {
        // The store may have been opened again since the lease was reserved; that ended every lease, and by now the message
        // may be with somebody else.
        if (Queue.Deleting || !Queue.Holds(Entry))
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
