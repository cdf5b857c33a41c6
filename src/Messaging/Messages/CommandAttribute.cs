namespace Messaging;

/// <summary>Marks a command: a message that one owner is asked to carry out, sent to that owner's queue.</summary>
/// <param name="name">The stable name of the type; never the CLR name, and never changed once messages exist.</param>
/// <param name="queue">The queue of the owner.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CommandAttribute(string name, string queue) : Attribute
{
    /// <summary>The stable name of the type.</summary>
    public string Name { get; } = name;

    /// <summary>The queue of the owner.</summary>
    public string Queue { get; } = queue;
}
