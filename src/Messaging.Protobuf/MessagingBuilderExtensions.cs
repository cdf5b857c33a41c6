namespace Messaging.Protobuf;

/// <summary>Adds Protobuf to the serializers.</summary>
public static class MessagingBuilderExtensions
{
    /// <summary>Reads and writes <c>application/x-protobuf</c>; a class says that it is Protobuf by its <see cref="ContentTypeAttribute"/>.</summary>
    public static MessagingBuilder UseProtobuf(this MessagingBuilder messaging) => messaging.Serializer(new ProtobufMessageSerializer());
}
