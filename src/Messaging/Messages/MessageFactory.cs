using System.Globalization;

namespace Messaging;

/// <summary>Makes messages of objects.</summary>
public static class MessageFactory
{
    /// <summary>The headers of a message: its conversation, what caused it, and the trace it belongs to.</summary>
    /// <param name="correlationId">The conversation, or null when the message starts one.</param>
    /// <param name="causationId">The id of the message whose handling caused this one, or null.</param>
    /// <param name="replyTo">The queue that awaits the reply, or null.</param>
    public static Dictionary<string, string> Headers(string? correlationId = null, string? causationId = null, string? replyTo = null)
    {
        var headers = new Dictionary<string, string>(4, StringComparer.Ordinal);
        if (correlationId is not null)
            headers[MessageHeaders.CorrelationId] = correlationId;
        if (causationId is not null)
            headers[MessageHeaders.CausationId] = causationId;
        if (replyTo is not null)
            headers[MessageHeaders.ReplyTo] = replyTo;
        TraceContext.Write(headers);
        return headers;
    }

    /// <summary>
    /// A command or event on its way to where its class says it goes; for <see cref="IOutbox"/>, and what
    /// <see cref="IMessageBus"/> itself sends.
    /// </summary>
    /// <param name="value">The command or event.</param>
    /// <param name="serializers">The serializers.</param>
    /// <param name="now">The time that <see cref="SendOptions.Delay"/> and <see cref="SendOptions.TimeToLive"/> count from.</param>
    /// <param name="options">More about this send; null for nothing.</param>
    /// <param name="causationId">The id of the message whose handling caused this one, or null.</param>
    /// <param name="dueAt">Not delivered before this time; null, the default, for what the options say.</param>
    /// <exception cref="InvalidOperationException">The class has no contract or is a reply, or nobody writes its content type.</exception>
    /// <exception cref="ArgumentException">An option is not allowed, or there are both a delay and a time.</exception>
    public static OutgoingMessage Outgoing<T>(
        T value,
        MessageSerializers serializers,
        DateTimeOffset now,
        SendOptions? options = null,
        string? causationId = null,
        DateTimeOffset? dueAt = null)
    {
        var contract = MessageContract.Of<T>();
        var destination = contract.Destination
            ?? throw new InvalidOperationException($"{contract.Name} is a reply: it goes where the request says.");
        var headers = Headers(options?.CorrelationId, causationId);
        if (options is not null)
        {
            options.Validate();
            if (dueAt is not null && options.Delay > TimeSpan.Zero)
                throw new ArgumentException("It is either due at a time, or delayed.", nameof(options));
            dueAt ??= options.Delay > TimeSpan.Zero ? now + options.Delay : null;
            Add(headers, options, dueAt > now ? dueAt.Value : now);
        }

        return new OutgoingMessage(destination, Create(value, serializers, headers), dueAt);
    }

    /// <summary>The answer to a request, on its way to the queue that awaits it; null when none does.</summary>
    /// <exception cref="InvalidOperationException">The class has no contract, or nobody writes its content type.</exception>
    public static OutgoingMessage? Reply<T>(MessageContext request, T reply, MessageSerializers serializers)
    {
        if (request.Message.ReplyTo is not { } queue)
            return null;
        var headers = Headers(request.Message.CorrelationId, request.Message.Id);
        headers[MessageHeaders.Source] = request.Queue;
        return new OutgoingMessage(Destination.Queue(queue), Create(reply, serializers, headers));
    }

    /// <summary>The message of <paramref name="value"/>, named by the contract of its class and written in what that says.</summary>
    /// <exception cref="InvalidOperationException">The class has no contract, or nobody writes its content type.</exception>
    public static Message Create<T>(T value, MessageSerializers serializers, IReadOnlyDictionary<string, string> headers) =>
        Make(value, serializers.Of<T>(), headers);

    /// <summary>The message of <paramref name="value"/>, named by the contract of its class, by this very serializer.</summary>
    /// <exception cref="InvalidOperationException">The class has no contract, or says that it is written in something else.</exception>
    public static Message Create<T>(T value, IMessageSerializer serializer, IReadOnlyDictionary<string, string> headers)
    {
        // Where only the serializer for JSON is at hand, a class of Protobuf must not quietly become JSON.
        if (MessageSerializers.ContentTypeOf<T>() is { } said && serializer.ContentType == Message.JsonContentType && said != serializer.ContentType)
            throw new InvalidOperationException($"{typeof(T)} is written in '{said}': pass the {nameof(MessageSerializers)} instead of one serializer.");
        return Make(value, serializer, headers);
    }

    private static Message Make<T>(T value, IMessageSerializer serializer, IReadOnlyDictionary<string, string> headers) =>
        new(MessageContract.Of<T>().Name, serializer.Serialize(value), serializer.ContentType, headers: headers);

    private static void Add(Dictionary<string, string> headers, SendOptions options, DateTimeOffset from)
    {
        foreach (var (name, value) in options.Headers ?? new Dictionary<string, string>())
            headers[name] = value;
        if (options.OrderingKey is { } key)
            headers[MessageHeaders.OrderingKey] = key;
        if (options.TimeToLive is { } live)
            headers[MessageHeaders.ExpiresAt] = (from + live).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
    }
}
