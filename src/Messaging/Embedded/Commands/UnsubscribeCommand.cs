namespace Messaging.Embedded;

/// <summary>Deletes a subscription.</summary>
internal sealed class UnsubscribeCommand(string topic, string name, Topology topology) : WriterCommand<bool>
{
    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store) => store.DeleteSubscription(topic, name);

    public override void Committed()
    {
        var existed = topology.HasSubscription(topic, name);
        if (existed)
            topology.Remove(topic, name);
        Complete(existed);
    }
}
