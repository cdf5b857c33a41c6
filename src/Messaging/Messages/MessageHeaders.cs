using System.Buffers;

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

    /// <summary>The queue whose consumer sent this reply.</summary>
    public const string Source = "source";

    /// <summary>The number of the dead letter that this message was sent in the place of, edited by somebody.</summary>
    public const string EditedFrom = "edited-from";

    private static readonly SearchValues<char> _allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <summary>Whether it can be the name of a header: 1 to 100 lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c> (ASCII).</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= EntityName.MaxLength } && !name.AsSpan().ContainsAnyExcept(_allowed);

    /// <summary>Whether the name is one of those above.</summary>
    public static bool HasMeaning(string name) =>
        name is CorrelationId or CausationId or ReplyTo or TraceParent or TraceState or OrderingKey or ExpiresAt or Source or EditedFrom;
}
