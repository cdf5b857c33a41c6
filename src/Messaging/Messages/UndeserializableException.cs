namespace Messaging;

/// <summary>A body is not what its type says. Trying again cannot help: the message becomes a dead letter.</summary>
/// <param name="type">The CLR type that was wanted.</param>
/// <param name="inner">What the serializer found.</param>
public sealed class UndeserializableException(Type type, Exception? inner)
    : Exception($"The body is no {type.Name}: {inner?.Message ?? "it is null"}", inner)
{
    /// <summary>The CLR type that was wanted.</summary>
    public Type WantedType { get; } = type;
}
