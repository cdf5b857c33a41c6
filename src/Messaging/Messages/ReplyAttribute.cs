namespace Messaging;

/// <summary>Marks a reply or document: a message that goes wherever the request asked for it.</summary>
/// <param name="name">The stable name of the type; never the CLR name, and never changed once messages exist.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ReplyAttribute(string name) : Attribute
{
    /// <summary>The stable name of the type.</summary>
    public string Name { get; } = name;
}
