namespace Messaging;

/// <summary>
/// Says what a message class is written in, where that is not JSON. There has to be a serializer for it:
/// <see cref="MessagingBuilder.Serializer"/>.
/// </summary>
/// <param name="contentType">The content type, without parameters: <c>application/x-protobuf</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ContentTypeAttribute(string contentType) : Attribute
{
    /// <summary>The content type.</summary>
    public string ContentType { get; } = contentType;
}
