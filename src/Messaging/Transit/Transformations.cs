namespace Messaging;

/// <summary>
/// Brings an old version of a message up to the new one between the queue and its handler, step by step (v1 → v2 → v3).
/// What is stored, and what a dead letter shows, stays as it was sent; so a transformation that was wrong can be corrected
/// and the message replayed. The message keeps its id and its headers through all steps.
/// </summary>
internal sealed class Transformations
{
    private readonly Dictionary<string, Transformation> _byType = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Transformation> All => _byType.Values;

    /// <exception cref="InvalidOperationException">The type has a transformation already, or would lead back to itself.</exception>
    public void Add(Transformation transformation)
    {
        if (Last(transformation.To) == transformation.From)
            throw new InvalidOperationException($"A transformation of {transformation.From} into {transformation.To} would go round for ever.");
        if (!_byType.TryAdd(transformation.From, transformation))
            throw new InvalidOperationException($"{transformation.From} is transformed into {_byType[transformation.From].To} already.");
    }

    /// <summary>What a message of <paramref name="type"/> is in the end.</summary>
    public string Last(string type)
    {
        while (_byType.TryGetValue(type, out var next))
            type = next.To;
        return type;
    }

    /// <summary>The message as its newest version; the message itself when there is nothing to do.</summary>
    /// <exception cref="UndeserializableException">A step threw.</exception>
    public Message Apply(Message message, MessageSerializers serializers)
    {
        var current = message;
        while (_byType.Count > 0 && _byType.TryGetValue(current.Type, out var step))
            current = Step(current, step, serializers);
        return current;
    }

    private static Message Step(Message message, Transformation step, MessageSerializers serializers)
    {
        Message made;
        try
        {
            made = step.Make(message, serializers);
        }
        catch (Exception e) when (e is not UndeserializableException)
        {
            // Trying again would find the same body and the same code.
            throw new UndeserializableException(typeof(Message), $"{step.From} could not be made a {step.To}: {e.Message}", e);
        }

        return new Message(step.To, made.Body, made.ContentType, message.Id, Headers(message, made));
    }

    private static IReadOnlyDictionary<string, string> Headers(Message message, Message made)
    {
        if (made.Headers.Count == 0 || ReferenceEquals(made.Headers, message.Headers))
            return message.Headers;
        var headers = new Dictionary<string, string>(message.Headers, StringComparer.Ordinal);
        foreach (var (name, value) in made.Headers)
            headers.TryAdd(name, value);
        return headers;
    }
}
