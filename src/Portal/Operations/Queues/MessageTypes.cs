using System.Reflection;
using Messaging;
using Portal.Client.Queues;

namespace Portal.Operations.Queues;

/// <summary>The message types that this program knows, by their stable names.</summary>
internal sealed class MessageTypes(IBroker broker)
{
    private static readonly SortedDictionary<string, Known> _all = Find();

    /// <summary>The class of a type name, or null.</summary>
    public static Type? ClassOf(string type) => _all.GetValueOrDefault(type)?.Class;

    /// <summary>What the queue or topic is made for comes first.</summary>
    public IReadOnlyList<MessageTypeView> List(string? queue, string? topic)
    {
        var wanted = broker.Subscriptions.Where(subscription => subscription.Queue == queue).ToList();
        return
        [
            .. _all.Select(pair => new MessageTypeView(
                    pair.Key,
                    pair.Value.Kind,
                    pair.Value.Destination,
                    pair.Value.Sample,
                    IsExpected(pair.Key, pair.Value)))
                .OrderBy(type => !type.IsExpected),
        ];

        bool IsExpected(string name, Known known) => known.Kind switch
        {
            "event" when topic is not null => known.Destination == topic,
            "event" => wanted.Exists(subscription => subscription.Topic == known.Destination && Wants(subscription, name)),
            _ => queue is not null && known.Destination == queue,
        };
    }

    /// <summary>Whatever it asks of headers: the person may set them.</summary>
    private static bool Wants(Subscription subscription, string type) => (subscription with { Headers = null }).Matches(new Message(type, default));

    private static SortedDictionary<string, Known> Find()
    {
        var all = new SortedDictionary<string, Known>(StringComparer.Ordinal);
        foreach (var type in typeof(MessageTypes).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CommandAttribute>() is { } command)
                all[command.Name] = new Known(type, "command", command.Queue);
            else if (type.GetCustomAttribute<EventAttribute>() is { } @event)
                all[@event.Name] = new Known(type, "event", @event.Topic);
            else if (type.GetCustomAttribute<ReplyAttribute>() is { } reply)
                all[reply.Name] = new Known(type, "reply", null);
        }

        return all;
    }

    private sealed record Known(Type Class, string Kind, string? Destination)
    {
        public string Sample { get; } = SampleBody.Of(Class);
    }
}
