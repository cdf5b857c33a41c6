namespace Messaging.Embedded;

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
