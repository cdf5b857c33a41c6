namespace Messaging;

/// <summary>
/// What a queue does with a message before its handler sees it: brings it up to date, then finds who handles it - the handler
/// of its type when somebody reads its content type, else a handler of raw messages.
/// </summary>
internal sealed class Intake
{
    private readonly Dictionary<string, HandlerRegistration> _typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HandlerRegistration> _raw = new(StringComparer.Ordinal);
    private readonly List<HandlerRegistration> _rawByPrefix = [];

    public IReadOnlyDictionary<string, HandlerRegistration> Typed => _typed;

    public Transformations Transformations { get; } = new();

    public IEnumerable<HandlerRegistration> Handlers => _typed.Values.Concat(_raw.Values).Concat(_rawByPrefix);

    /// <summary>The topics and types of events that have to be subscribed to, old versions included.</summary>
    public IEnumerable<(string Topic, string Type)> Events
    {
        get
        {
            foreach (var handler in Handlers)
            {
                if (handler.Contract.Destination is { IsTopic: true, Name: var topic })
                    yield return (topic, handler.Contract.Name);
            }

            foreach (var old in Transformations.All)
            {
                if ((old.Topic ?? TopicOf(Transformations.Last(old.To))) is { } topic)
                    yield return (topic, old.From);
            }
        }
    }

    /// <summary>False when there is a handler for this type already.</summary>
    public bool TryAdd(HandlerRegistration handler) => _typed.TryAdd(handler.Contract.Name, handler);

    /// <summary>False when there is a raw handler for this name or prefix already.</summary>
    /// <exception cref="ArgumentException">The name has a star before its end.</exception>
    public bool TryAddRaw(HandlerRegistration handler)
    {
        NamePattern.Check(handler.Contract.Name, "type", "type");
        if (!NamePattern.IsPrefix(handler.Contract.Name))
            return _raw.TryAdd(handler.Contract.Name, handler);
        if (_rawByPrefix.Exists(registered => registered.Contract.Name == handler.Contract.Name))
            return false;
        _rawByPrefix.Add(handler);

        // The most specific one first; the lone star is the last resort.
        _rawByPrefix.Sort((a, b) => b.Contract.Name.Length.CompareTo(a.Contract.Name.Length));
        return true;
    }

    /// <summary>The message as its handler is to get it, and the handler; null where the queue has none for it.</summary>
    /// <exception cref="UndeserializableException">An old version could not be brought up to date.</exception>
    public (Message Message, HandlerRegistration? Handler) Take(Message message, MessageSerializers serializers)
    {
        var current = Transformations.Apply(message, serializers);
        var typed = _typed.GetValueOrDefault(current.Type);
        if (typed is not null && ((_raw.Count == 0 && _rawByPrefix.Count == 0) || serializers.Find(current.ContentType) is not null))
            return (current, typed);
        return (current, Raw(current.Type) ?? typed);
    }

    /// <summary>Sees to it that what is transformed is handled in the end.</summary>
    /// <exception cref="InvalidOperationException">A transformation leads to a type without a handler.</exception>
    public void Check(string queue)
    {
        foreach (var old in Transformations.All)
        {
            var last = Transformations.Last(old.To);
            if (!_typed.ContainsKey(last) && Raw(last) is null)
                throw new InvalidOperationException($"Queue '{queue}' transforms {old.From} into {last}, and has no handler for that.");
        }
    }

    private HandlerRegistration? Raw(string type)
    {
        if (_raw.TryGetValue(type, out var handler))
            return handler;
        return _rawByPrefix.Find(registered => NamePattern.Matches(registered.Contract.Name, type));
    }

    private string? TopicOf(string type) =>
        (_typed.GetValueOrDefault(type) ?? Raw(type))?.Contract.Destination is { IsTopic: true, Name: var topic } ? topic : null;
}
