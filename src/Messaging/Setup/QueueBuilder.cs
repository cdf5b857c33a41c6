namespace Messaging;

/// <summary>One queue this process consumes.</summary>
public sealed class QueueBuilder
{
    internal QueueBuilder(string name) => Name = name;

    /// <summary>The queue's name.</summary>
    public string Name { get; }

    /// <summary>How the queue behaves; applied at each start.</summary>
    public QueueOptions Options { get; set; } = new();

    /// <summary>How failures are retried.</summary>
    public RecoveryOptions Recovery { get; set; } = new();

    internal Intake Intake { get; } = new();

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
        if (!Intake.TryAdd(new HandlerRegistration<T, THandler>(contract)))
            throw new InvalidOperationException($"Queue '{Name}' has a handler for {contract.Name} already.");
        return this;
    }

    /// <summary>
    /// Handles messages as bytes: those of this type for which there is no other handler, or whose content type nobody reads.
    /// </summary>
    /// <param name="type">The name of a message type; with a <c>*</c> at its end all that begin so; <c>*</c> alone, the default, for all.</param>
    /// <param name="topic">Also subscribes the queue to these types of this topic. Default null: only what is sent to the queue.</param>
    /// <exception cref="ArgumentException">The type has a star before its end, or the topic is no name.</exception>
    /// <exception cref="InvalidOperationException">The queue has a raw handler for this already.</exception>
    public QueueBuilder HandleBytes<THandler>(string type = "*", string? topic = null)
        where THandler : class, IHandler<Message>
    {
        var contract = new MessageContract(type, topic is null ? null : Destination.Topic(topic));
        if (!Intake.TryAddRaw(new RawHandlerRegistration<THandler>(contract)))
            throw new InvalidOperationException($"Queue '{Name}' has a raw handler for {type} already.");
        return this;
    }

    /// <summary>
    /// Brings an old version of a message up to a newer one before its handler sees it; steps follow each other (v1 → v2 →
    /// v3). The queue is subscribed to old events, too. The message keeps its id and headers, and what is stored stays as it
    /// was sent; a step that throws makes it a dead letter (<see cref="DeadLetterReasons.Undeserializable"/>).
    /// </summary>
    /// <param name="make">Makes the new of the old; pure, it may run more than once.</param>
    /// <exception cref="InvalidOperationException">The old type has a transformation already, or would lead back to itself.</exception>
    public QueueBuilder Transform<TOld, TNew>(Func<TOld, TNew> make)
    {
        Intake.Transformations.Add(Transformation.Of(make));
        return this;
    }

    /// <summary>As <see cref="Transform{TOld, TNew}"/>, from message to message.</summary>
    /// <param name="from">The name of the old type.</param>
    /// <param name="to">The name of the new type; the message becomes this, whatever the new one says.</param>
    /// <param name="make">Its body and content type are taken over, and headers that it adds.</param>
    /// <exception cref="InvalidOperationException">The old type has a transformation already, or would lead back to itself.</exception>
    public QueueBuilder Transform(string from, string to, Func<Message, Message> make)
    {
        Intake.Transformations.Add(new Transformation(from, to, null, (message, _) => make(message)));
        return this;
    }
}
