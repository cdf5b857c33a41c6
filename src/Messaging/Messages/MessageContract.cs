using System.Reflection;

namespace Messaging;

/// <summary>What the attributes of a message class say: its stable name, and where it goes by itself.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Destination">The owner's queue or the topic; null for a reply.</param>
public sealed record MessageContract(string Name, Destination? Destination)
{
    /// <summary>The contract of <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The class has none of the attributes, or more than one.</exception>
    public static MessageContract Of<T>() => Cache<T>.Value ?? throw NoContract(typeof(T));

    private static MessageContract? Read(Type type)
    {
        var command = type.GetCustomAttribute<CommandAttribute>();
        var @event = type.GetCustomAttribute<EventAttribute>();
        var reply = type.GetCustomAttribute<ReplyAttribute>();
        return (command, @event, reply) switch
        {
            (not null, null, null) => new MessageContract(command.Name, Messaging.Destination.Queue(command.Queue)),
            (null, not null, null) => new MessageContract(@event.Name, Messaging.Destination.Topic(@event.Topic)),
            (null, null, not null) => new MessageContract(reply.Name, null),
            _ => null,
        };
    }

    private static InvalidOperationException NoContract(Type type) =>
        new($"{type} needs exactly one of [Command], [Event] and [Reply]: it has no stable name to travel under.");

    private static class Cache<T>
    {
        public static readonly MessageContract? Value = Read(typeof(T));
    }
}
