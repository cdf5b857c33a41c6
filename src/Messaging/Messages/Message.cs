using System.Globalization;

namespace Messaging;

/// <summary>
/// Headers and a body. Immutable; the body is not copied, so do not change its bytes after handing it over.
/// </summary>
public sealed class Message
{
    /// <summary>The content type of messages serialized by <see cref="JsonMessageSerializer"/>.</summary>
    public const string JsonContentType = "application/json";

    /// <summary>The longest <see cref="Id"/> and <see cref="Type"/>, in characters.</summary>
    public const int MaxNameLength = 200;

    private static readonly IReadOnlyDictionary<string, string> _noHeaders = new Dictionary<string, string>();

    /// <param name="type">The stable name of what this message is, 1 to 200 printable ASCII characters.</param>
    /// <param name="body">The body, possibly empty.</param>
    /// <param name="contentType">What the body is written in; default <see cref="JsonContentType"/>.</param>
    /// <param name="id">1 to 200 printable ASCII characters; a new time-ordered UUID (version 7, RFC 9562) when null.</param>
    /// <param name="headers">Everything else; names in lower case. Default: none.</param>
    /// <exception cref="ArgumentException">A name is empty, too long or not printable ASCII.</exception>
    public Message(
        string type,
        ReadOnlyMemory<byte> body,
        string contentType = JsonContentType,
        string? id = null,
        IReadOnlyDictionary<string, string>? headers = null)
    {
        Id = id is null ? MessageId.New() : Checked(id, nameof(id));
        Type = Checked(type, nameof(type));
        ContentType = Checked(contentType, nameof(contentType));
        Body = body;
        Headers = headers ?? _noHeaders;
    }

    /// <summary>A message that was checked when it was published.</summary>
    private Message(string id, string type, string contentType, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string>? headers)
    {
        Id = id;
        Type = type;
        ContentType = contentType;
        Body = body;
        Headers = headers ?? _noHeaders;
    }

    /// <summary>Identifies the message for ever: redelivery and replay keep it, and the inbox recognises it by it.</summary>
    public string Id { get; }

    /// <summary>The stable name of the type, for example <c>sales.order-placed.v1</c>.</summary>
    public string Type { get; }

    /// <summary>What the body is written in.</summary>
    public string ContentType { get; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Everything else known about the message; see <see cref="MessageHeaders"/> for the names with a meaning.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The conversation this message belongs to: its correlation header, or its own id when it starts one.</summary>
    public string CorrelationId => Headers.GetValueOrDefault(MessageHeaders.CorrelationId) ?? Id;

    /// <summary>The queue that awaits the reply, or null.</summary>
    public string? ReplyTo => Headers.GetValueOrDefault(MessageHeaders.ReplyTo);

    /// <summary>Messages of one queue with the same key are handled one at a time, in order; null for no order.</summary>
    public string? OrderingKey => Headers.Count == 0 ? null : Headers.GetValueOrDefault(MessageHeaders.OrderingKey) is { Length: > 0 } key ? key : null;

    /// <summary>When it is no longer worth delivering, Unix milliseconds; null for never, and for a header that is no number.</summary>
    public long? ExpiresAt =>
        Headers.Count > 0 && Headers.TryGetValue(MessageHeaders.ExpiresAt, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;

    /// <summary>The message as the store has it.</summary>
    internal static Message Stored(
        string id, string type, string contentType, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string>? headers) =>
        new(id, type, contentType, body, headers);

    /// <summary>The same message without one of its headers.</summary>
    internal Message WithoutHeader(string name) => Headers.ContainsKey(name)
        ? new Message(Type, Body, ContentType, Id, Headers.Where(h => h.Key != name).ToDictionary(StringComparer.Ordinal))
        : this;

    private static string Checked(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (value.Length > MaxNameLength)
            throw new ArgumentException($"At most {MaxNameLength} characters are allowed, these are {value.Length}.", name);
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException("Only printable ASCII characters are allowed.", name);
        return value;
    }
}
