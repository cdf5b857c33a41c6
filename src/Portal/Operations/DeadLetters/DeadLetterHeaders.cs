using Messaging;

namespace Portal.Operations.DeadLetters;

/// <summary>Which headers of a dead letter an edit must leave as they are.</summary>
internal static class DeadLetterHeaders
{
    /// <summary>
    /// What the broker, the bus and the consumers go by: who waits for the reply, the conversation and its causes, the trace, the order
    /// among others, and the portal's own. The message's id, type and content type are no headers, and cannot be edited at all.
    /// </summary>
    public static readonly IReadOnlyList<string> Locked =
    [
        MessageHeaders.CorrelationId, MessageHeaders.CausationId, MessageHeaders.ReplyTo, MessageHeaders.Source, MessageHeaders.TraceParent,
        MessageHeaders.TraceState, MessageHeaders.OrderingKey, MessageHeaders.ExpiresAt, MessageHeaders.EditedFrom,
    ];
}
