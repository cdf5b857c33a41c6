namespace Messaging.Embedded;

/// <summary>Creates a queue or changes its options.</summary>
internal sealed class DeclareQueueCommand(string name, QueueOptions options, Topology topology, QueueHost host)
    : WriterCommand<bool>
{
    private long _created;
    private long _deadLettered;

    public override void Execute(BrokerStore store)
    {
        // The store is asked, not memory: the same transaction may have created or deleted the queue already.
        if (store.HasQueue(name))
        {
            store.SetOptions(name, options);
            return;
        }

        _created = store.CreateQueue(name, options);
        _deadLettered = store.FailedDeadLetters(name);
    }

    public override void Committed()
    {
        if (_created > 0)
        {
            var queue = new QueueState(_created, name, options, paused: false, host);
            queue.CountDeadLetter(_deadLettered);
            topology.Add(queue);
        }
        else
        {
            topology.Find(name)?.Configure(options);
        }

        Complete(_created > 0);
    }
}
