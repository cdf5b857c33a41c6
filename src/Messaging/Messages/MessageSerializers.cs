using System.Reflection;

namespace Messaging;

/// <summary>
/// The serializers by content type. What goes out is written in what its class says (<see cref="ContentTypeAttribute"/>, or
/// <see cref="MessagingBuilder.Serialize{T}"/>, which is the stronger), else in JSON; what comes in is read by the content
/// type it came with. A content type nobody knows passes through as bytes: only handlers of raw messages get it.
/// Parameters of a content type (<c>; charset=utf-8</c>) and its case make no difference. Immutable.
/// </summary>
public sealed class MessageSerializers
{
    private readonly Dictionary<string, IMessageSerializer> _byContentType = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IMessageSerializer>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Dictionary<Type, IMessageSerializer> _byType = [];

    /// <param name="serializers">Of two for one content type the later; JSON is there unless replaced. Default: JSON alone.</param>
    /// <param name="contentTypes">What certain classes are written in, whatever their attribute says. Default: none.</param>
    /// <exception cref="InvalidOperationException">A class is to be written in what no serializer writes.</exception>
    public MessageSerializers(
        IEnumerable<IMessageSerializer>? serializers = null, IEnumerable<KeyValuePair<Type, string>>? contentTypes = null)
    {
        _byName = _byContentType.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var serializer in (serializers ?? []).Prepend(new JsonMessageSerializer()))
            _byContentType[serializer.ContentType] = serializer;
        foreach (var (type, contentType) in contentTypes ?? [])
            _byType[type] = Find(contentType) ?? throw Unknown(type, contentType);
    }

    /// <summary>The one for JSON.</summary>
    public IMessageSerializer Default => _byContentType[Message.JsonContentType];

    /// <summary>The serializer of a content type, or null.</summary>
    public IMessageSerializer? Find(string contentType)
    {
        if (_byContentType.TryGetValue(contentType, out var serializer))
            return serializer;
        var parameters = contentType.IndexOf(';', StringComparison.Ordinal);
        return parameters >= 0 && _byName.TryGetValue(contentType.AsSpan(0, parameters).Trim(), out serializer) ? serializer : null;
    }

    /// <summary>The serializer that writes <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The class says a content type that no serializer writes.</exception>
    public IMessageSerializer Of<T>()
    {
        if (_byType.Count > 0 && _byType.TryGetValue(typeof(T), out var chosen))
            return chosen;
        return Said<T>.ContentType is { } contentType ? Find(contentType) ?? throw Unknown(typeof(T), contentType) : Default;
    }

    /// <summary>The object of a message's body, by the content type of the message.</summary>
    /// <exception cref="UndeserializableException">The body is not a <typeparamref name="T"/>, or in what nobody here reads.</exception>
    public T Read<T>(Message message) => Find(message.ContentType) is { } serializer
        ? serializer.Deserialize<T>(message.Body.Span)
        : throw new UndeserializableException(typeof(T), $"nobody here reads '{message.ContentType}'");

    /// <summary>What the attribute of a class says that it is written in, or null.</summary>
    internal static string? ContentTypeOf<T>() => Said<T>.ContentType;

    private static InvalidOperationException Unknown(Type type, string contentType) =>
        new($"{type} is to be written in '{contentType}', and there is no serializer for that.");

    private static class Said<T>
    {
        public static readonly string? ContentType = typeof(T).GetCustomAttribute<ContentTypeAttribute>()?.ContentType;
    }
}
