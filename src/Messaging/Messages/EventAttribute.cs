namespace Messaging;

/// <summary>Marks an event: something that happened, published to a topic for whoever subscribed.</summary>
/// <param name="name">The stable name of the type; never the CLR name, and never changed once messages exist.</param>
/// <param name="topic">The topic it is published to, by convention the name of the service that owns it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventAttribute(string name, string topic) : Attribute
{
    /// <summary>The stable name of the type.</summary>
    public string Name { get; } = name;

    /// <summary>The topic it is published to.</summary>
    public string Topic { get; } = topic;
}
