namespace Messaging.Embedded;

/// <summary>Creates a queue or changes its options.</summary>
/// <param name="name">Its name.</param>
/// <param name="options">What is wanted.</param>
/// <param name="isByProgram">At a program's start: what was set since it last wanted the same stays.</param>
/// <param name="topology">The queues.</param>
/// <param name="host">What the queue needs of the broker.</param>
internal sealed class DeclareQueueCommand(string name, QueueOptions options, bool isByProgram, Topology topology, QueueHost host)
    : WriterCommand<bool>
{
    private long _created;
    private long _deadLettered;
    private bool _isChanged;

    public override void Execute(BrokerStore store)
    {
        // The store is asked, not memory: the same transaction may have created or deleted the queue already.
        if (!store.HasQueue(name))
        {
            _created = store.CreateQueue(name, options);
            _deadLettered = store.FailedDeadLetters(name);
        }
        else if (!isByProgram || store.Declared(name) != options)
        {
            store.SetOptions(name, options);
            _isChanged = true;
        }

        if (isByProgram)
            store.SetDeclared(name, options);
    }

    public override void Committed()
    {
        if (_created > 0)
        {
            var queue = new QueueState(_created, name, options, paused: false, host);
            queue.CountDeadLetter(_deadLettered);
            topology.Add(queue);
        }
        else if (_isChanged)
        {
            topology.Find(name)?.Configure(options);
        }

        Complete(_created > 0);
    }
}
