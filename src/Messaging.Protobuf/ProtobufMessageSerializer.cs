using Google.Protobuf;

namespace Messaging.Protobuf;

/// <summary>
/// Protocol Buffers (proto3 and proto2) for classes that <c>protoc</c> made. Such a class is partial: say in a part of your own
/// under which name it travels, and that it is Protobuf:
/// <code>
/// [Event("sales.shipped.v1", "sales"), ContentType(ProtobufMessageSerializer.MediaType)]
/// public sealed partial class Shipped;
/// </code>
/// Fields a class does not know are kept by it, missing ones have their defaults: nothing is required.
/// </summary>
public sealed class ProtobufMessageSerializer : IMessageSerializer
{
    /// <summary>The content type of Protocol Buffers.</summary>
    public const string MediaType = "application/x-protobuf";

    /// <inheritdoc/>
    public string ContentType => MediaType;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The class was not made by <c>protoc</c>.</exception>
    public ReadOnlyMemory<byte> Serialize<T>(T value) =>
        value is IMessage message ? message.ToByteArray() : throw NoProtobuf(typeof(T));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The class was not made by <c>protoc</c>.</exception>
    public T Deserialize<T>(ReadOnlySpan<byte> body)
    {
        var parser = Parser<T>.Value ?? throw NoProtobuf(typeof(T));
        try
        {
            return (T)parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new UndeserializableException(typeof(T), e);
        }
    }

    private static InvalidOperationException NoProtobuf(Type type) =>
        new($"{type} is no Protobuf message: protoc makes its classes from a .proto file.");

    private static class Parser<T>
    {
        public static readonly MessageParser? Value =
            typeof(IMessage).IsAssignableFrom(typeof(T)) && Activator.CreateInstance<T>() is IMessage empty ? empty.Descriptor.Parser : null;
    }
}
