namespace Messaging;

/// <summary>Turns objects into bodies and back.</summary>
public interface IMessageSerializer
{
    /// <summary>The content type it writes and reads.</summary>
    string ContentType { get; }

    /// <summary>The body of <paramref name="value"/>.</summary>
    ReadOnlyMemory<byte> Serialize<T>(T value);

    /// <summary>The object of a body.</summary>
    /// <exception cref="UndeserializableException">The body is not a <typeparamref name="T"/>.</exception>
    T Deserialize<T>(ReadOnlySpan<byte> body);
}
