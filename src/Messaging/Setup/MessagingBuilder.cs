namespace Messaging;

/// <summary>What <c>AddMessaging</c> is told: where to store, which queues this process consumes, and by which handlers.</summary>
public sealed class MessagingBuilder
{
    private readonly Dictionary<string, QueueBuilder> _queues = new(StringComparer.Ordinal);

    /// <summary>The folder of <c>broker.db</c>; created when absent. Default: <c>data</c>.</summary>
    public string Directory { get; set; } = "data";

    /// <summary>What a confirmed publish survives. Default <see cref="Durability.Full"/>.</summary>
    public Durability Durability { get; set; } = Durability.Full;

    /// <summary>Most messages of a queue that this process handles at the same time, as configured; 0 for a queue it does not consume.</summary>
    public int ConcurrencyOf(string queue) => _queues.TryGetValue(queue, out var built) ? built.Options.MaxConsumers : 0;

    internal IReadOnlyCollection<QueueBuilder> Queues => _queues.Values;

    /// <summary>Consumes a queue in this process; it is declared at the start, with the subscriptions its handlers need.</summary>
    public MessagingBuilder Queue(string name, Action<QueueBuilder> configure)
    {
        if (!_queues.TryGetValue(name, out var queue))
            _queues[name] = queue = new QueueBuilder(EntityName.Check(name));
        configure(queue);
        return this;
    }
}
