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

    /// <summary>The message of <paramref name="value"/>, named by the contract of its class.</summary>
    /// <exception cref="InvalidOperationException">The class has no contract.</exception>
    public static Message Create<T>(T value, IMessageSerializer serializer, IReadOnlyDictionary<string, string> headers) =>
        new(MessageContract.Of<T>().Name, serializer.Serialize(value), serializer.ContentType, headers: headers);
}
