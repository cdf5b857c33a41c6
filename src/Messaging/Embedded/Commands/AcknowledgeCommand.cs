namespace Messaging.Embedded;

/// <summary>Deletes a handled message; when it was a replay, its dead letter is resolved with it.</summary>
internal sealed class AcknowledgeCommand(QueueState queue, Entry entry, BrokerContext broker) : SettleCommand(queue, entry)
{
    private DeadLetter? _resolved;

    public override void Committed()
    {
        var delivery = Entry.Attempts + 1;
        Queue.Acknowledged([Entry]);
        if (_resolved is not null)
            broker.DeadLetterChanged(_resolved);
        broker.Tell(BrokerEventKind.Acknowledged, Queue.Name, Entry.Message, delivery);
        Complete(true);
    }

    protected override void Settle(BrokerStore store, QueueTable table)
    {
        table.Delete(Entry);
        _resolved = ReplayResolution.Resolve(store, Queue, Entry, broker.Clock);
    }
}
