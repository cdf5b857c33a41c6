namespace Messaging;

/// <summary>What <c>AddMessaging</c> is told: where to store, which queues this process consumes, and by which handlers.</summary>
public sealed class MessagingBuilder
{
    private readonly Dictionary<string, QueueBuilder> _queues = new(StringComparer.Ordinal);
    private readonly List<IMessageSerializer> _serializers = [];
    private readonly Dictionary<Type, string> _contentTypes = [];

    /// <summary>The folder of <c>broker.db</c>; created when absent. Default: <c>data</c>.</summary>
    public string Directory { get; set; } = "data";

    /// <summary>What a confirmed publish survives. Default <see cref="Durability.Full"/>.</summary>
    public Durability Durability { get; set; } = Durability.Full;

    /// <summary>
    /// Whether what happens to each message is recorded in <c>journal.db</c>, to be read through <see cref="IJournal"/>. Default
    /// false: it costs some 6 µs of processor time and 250 bytes of disk a message.
    /// </summary>
    public bool Journal { get; set; }

    /// <summary>How much the journal keeps.</summary>
    public JournalOptions JournalOptions { get; set; } = new();

    /// <summary>Most messages of a queue that this process handles at the same time, as configured; 0 for a queue it does not consume.</summary>
    public int ConcurrencyOf(string queue) => _queues.TryGetValue(queue, out var built) ? built.Options.MaxConsumers : 0;

    internal IReadOnlyCollection<QueueBuilder> Queues => _queues.Values;

    /// <summary>Adds a serializer for its content type, in place of the one there was. JSON is there by itself.</summary>
    public MessagingBuilder Serializer(IMessageSerializer serializer)
    {
        _serializers.Add(serializer);
        return this;
    }

    /// <summary>
    /// Writes <typeparamref name="T"/> in <paramref name="contentType"/>, whatever its <see cref="ContentTypeAttribute"/> says.
    /// Without a serializer for that, <c>AddMessaging</c> throws.
    /// </summary>
    public MessagingBuilder Serialize<T>(string contentType)
    {
        _contentTypes[typeof(T)] = contentType;
        return this;
    }

    /// <summary>Consumes a queue in this process; it is declared at the start, with the subscriptions its handlers need.</summary>
    public MessagingBuilder Queue(string name, Action<QueueBuilder> configure)
    {
        if (!_queues.TryGetValue(name, out var queue))
            _queues[name] = queue = new QueueBuilder(EntityName.Check(name));
        configure(queue);
        return this;
    }

    /// <exception cref="InvalidOperationException">A class is to be written in what no serializer writes.</exception>
    internal MessageSerializers BuildSerializers() => new(_serializers, _contentTypes);
}
