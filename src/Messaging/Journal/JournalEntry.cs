namespace Messaging;

/// <summary>One thing that happened to a message.</summary>
/// <param name="Sequence">Grows with each entry, also over restarts; what caused something has the smaller one.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What happened.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Type">Its type.</param>
/// <param name="CorrelationId">The conversation it belongs to; its own id when it started one.</param>
/// <param name="CausationId">The message whose handling caused this one, or null.</param>
/// <param name="Queue">The queue it happened at; for <see cref="BrokerEventKind.Unroutable"/> the topic.</param>
/// <param name="DeliveryCount">Which delivery it was about, from 1; 0 where it was about none.</param>
/// <param name="Reason">Why it failed, one of <see cref="DeadLetterReasons"/>, or null.</param>
/// <param name="Detail">Words about the failure, cut at 2,000 characters, or null.</param>
/// <param name="By">Who asked for it, where a person did, or null.</param>
public sealed record JournalEntry(
    long Sequence,
    DateTimeOffset At,
    BrokerEventKind Kind,
    string MessageId,
    string Type,
    string CorrelationId,
    string? CausationId,
    string Queue,
    int DeliveryCount,
    string? Reason,
    string? Detail,
    string? By);
