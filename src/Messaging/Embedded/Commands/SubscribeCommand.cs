namespace Messaging.Embedded;

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
