namespace Messaging;

/// <summary>Names of the headers that mean something to the broker, the bus or the consumers.</summary>
public static class MessageHeaders
{
    /// <summary>The conversation a message belongs to.</summary>
    public const string CorrelationId = "correlation-id";

    /// <summary>The id of the message whose handling caused this one.</summary>
    public const string CausationId = "causation-id";

    /// <summary>The queue that awaits the reply.</summary>
    public const string ReplyTo = "reply-to";

    /// <summary>W3C trace context.</summary>
    public const string TraceParent = "traceparent";
}
