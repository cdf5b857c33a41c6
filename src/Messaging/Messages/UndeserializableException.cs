namespace Messaging;

/// <summary>A body is not what its type says. Trying again cannot help: the message becomes a dead letter.</summary>
public sealed class UndeserializableException : Exception
{
    /// <param name="type">The CLR type that was wanted.</param>
    /// <param name="inner">What the serializer found; null when the body says null.</param>
    public UndeserializableException(Type type, Exception? inner)
        : base($"The body is no {type.Name}: {inner?.Message ?? "it is null"}", inner) => WantedType = type;

    /// <param name="type">The CLR type that was wanted.</param>
    /// <param name="why">What is wrong with the body.</param>
    /// <param name="inner">What was thrown, or null.</param>
    public UndeserializableException(Type type, string why, Exception? inner = null)
        : base($"The body is no {type.Name}: {why}", inner) => WantedType = type;

    /// <summary>The CLR type that was wanted.</summary>
    public Type WantedType { get; }
}
