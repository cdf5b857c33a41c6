namespace Messaging.Embedded;

/// <summary>Ends a lease that was reserved for settling (<see cref="QueueState.TryBeginSettling"/>).</summary>
internal abstract class SettleCommand(QueueState queue, Entry entry) : WriterCommand<bool>
{
    // What settles makes room, or takes little: it must work while the disk is full.
    public override bool NeedsSpace => false;

    public override bool IsShort => true;

    public override CommandKind Kind => CommandKind.Settlement;

    protected QueueState Queue { get; } = queue;

    protected Entry Entry { get; } = entry;

    public override void Execute(BrokerStore store)
    {
        // Reserved, it can end in no other way.
        if (Queue.Deleting || Entry.IsForgotten)
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
