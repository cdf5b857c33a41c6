namespace Messaging;

/// <summary>Where a message is sent: a queue (point-to-point) or a topic (publish-subscribe).</summary>
public readonly record struct Destination
{
    private Destination(bool isTopic, string name)
    {
        Name = EntityName.Check(name);
        IsTopic = isTopic;
    }

    /// <summary>The name of the queue or topic.</summary>
    public string Name { get; }

    /// <summary>True for a topic.</summary>
    public bool IsTopic { get; }

    /// <summary>The queue <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The name is not allowed; see <see cref="EntityName"/>.</exception>
    public static Destination Queue(string name) => new(false, name);

    /// <summary>The topic <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The name is not allowed; see <see cref="EntityName"/>.</exception>
    public static Destination Topic(string name) => new(true, name);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is neither <c>queue:name</c> nor <c>topic:name</c>.</exception>
    public static Destination Parse(string text) => text.Split(':', 2) switch
    {
        ["queue", var name] => Queue(name),
        ["topic", var name] => Topic(name),
        _ => throw new FormatException($"'{text}' is neither queue:name nor topic:name."),
    };

    /// <summary><c>queue:name</c> or <c>topic:name</c>.</summary>
    public override string ToString() => (IsTopic ? "topic:" : "queue:") + Name;
}
