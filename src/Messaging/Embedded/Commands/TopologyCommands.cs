namespace Messaging.Embedded;

/// <summary>Creates a queue or changes its options.</summary>
internal sealed class DeclareQueueCommand(string name, QueueOptions options, Topology topology, Func<long, QueueState> create)
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
            var queue = create(_created);
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

/// <summary>Deletes a queue with its messages and the subscriptions that feed it.</summary>
internal sealed class DeleteQueueCommand(QueueState queue, Topology topology) : WriterCommand<bool>
{
    private bool _deleted;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            return;
        queue.Deleting = _deleted = true;
        store.DeleteQueue(queue.Id, queue.Name);
    }

    public override void Committed()
    {
        if (_deleted)
        {
            topology.Remove(queue);
            queue.Close(new UnknownQueueException(queue.Name));
        }

        Complete(_deleted);
    }

    public override void Failed(Exception exception)
    {
        if (_deleted)
            queue.Deleting = false;
        base.Failed(exception);
    }
}

/// <summary>Creates a topic.</summary>
internal sealed class DeclareTopicCommand(string name, Topology topology) : WriterCommand<bool>
{
    public override void Execute(BrokerStore store) => store.CreateTopic(name);

    public override void Committed()
    {
        var created = !topology.HasTopic(name);
        topology.AddTopic(name);
        Complete(created);
    }
}

/// <summary>Creates or replaces a subscription.</summary>
internal sealed class SubscribeCommand(Subscription subscription, Topology topology) : WriterCommand<bool>
{
    public override void Execute(BrokerStore store)
    {
        if (topology.Find(subscription.Queue) is not { Deleting: false })
            throw new UnknownQueueException(subscription.Queue);
        store.CreateTopic(subscription.Topic);
        store.PutSubscription(subscription);
    }

    public override void Committed()
    {
        var created = !topology.HasSubscription(subscription.Topic, subscription.Name);
        topology.Put(subscription);
        Complete(created);
    }
}

/// <summary>Deletes a subscription.</summary>
internal sealed class UnsubscribeCommand(string topic, string name, Topology topology) : WriterCommand<bool>
{
    public override void Execute(BrokerStore store) => store.DeleteSubscription(topic, name);

    public override void Committed()
    {
        var existed = topology.HasSubscription(topic, name);
        if (existed)
            topology.Remove(topic, name);
        Complete(existed);
    }
}

/// <summary>Pauses or resumes a queue.</summary>
internal sealed class PauseCommand(QueueState queue, bool paused) : WriterCommand<bool>
{
    public override void Execute(BrokerStore store) => store.SetPaused(queue.Name, paused);

    public override void Committed()
    {
        queue.SetPaused(paused);
        Complete(true);
    }
}

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
