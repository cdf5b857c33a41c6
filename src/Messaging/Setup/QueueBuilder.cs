namespace Messaging;

/// <summary>One queue this process consumes.</summary>
public sealed class QueueBuilder
{
    private readonly Dictionary<string, HandlerRegistration> _handlers = new(StringComparer.Ordinal);

    internal QueueBuilder(string name) => Name = name;

    /// <summary>The queue's name.</summary>
    public string Name { get; }

    /// <summary>How the queue behaves; applied at each start.</summary>
    public QueueOptions Options { get; set; } = new();

    /// <summary>How failures are retried.</summary>
    public RecoveryOptions Recovery { get; set; } = new();

    internal IReadOnlyDictionary<string, HandlerRegistration> Handlers => _handlers;

    /// <summary>
    /// How many messages are handled at the same time: at least and at most. Sets the two values of <see cref="Options"/>.
    /// </summary>
    public QueueBuilder Consumers(int min, int max)
    {
        Options = Options with { MinConsumers = min, MaxConsumers = max };
        return this;
    }

    /// <summary>
    /// Handles messages of type <typeparamref name="T"/>; for an event this also subscribes the queue to its topic.
    /// </summary>
    /// <exception cref="InvalidOperationException">The queue has a handler for this type already.</exception>
    public QueueBuilder Handle<T, THandler>()
        where THandler : class, IHandler<T>
    {
        var contract = MessageContract.Of<T>();
        if (!_handlers.TryAdd(contract.Name, new HandlerRegistration<T, THandler>(contract)))
            throw new InvalidOperationException($"Queue '{Name}' has a handler for {contract.Name} already.");
        return this;
    }
}
