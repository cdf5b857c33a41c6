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

    /// <summary>W3C trace state.</summary>
    public const string TraceState = "tracestate";

    /// <summary>Messages of one queue with the same key are handled one at a time, in the order in which they were published.</summary>
    public const string OrderingKey = "ordering-key";

    /// <summary>When the message is no longer worth delivering: Unix milliseconds, in invariant decimal digits.</summary>
    public const string ExpiresAt = "expires-at";
}
