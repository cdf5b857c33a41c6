using System.Text.Json;

namespace Messaging;

/// <summary>
/// JSON in camelCase through System.Text.Json. Unknown members are ignored, so that a newer sender can add some; missing
/// required ones are an error.
/// </summary>
public sealed class JsonMessageSerializer : IMessageSerializer
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <inheritdoc/>
    public string ContentType => Message.JsonContentType;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, _options);

    /// <inheritdoc/>
    public T Deserialize<T>(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, _options) ?? throw new UndeserializableException(typeof(T), null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new UndeserializableException(typeof(T), e);
        }
    }
}
