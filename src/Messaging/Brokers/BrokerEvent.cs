namespace Messaging;

/// <summary>Something happened to a message, and is durable.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Queue">The queue; for an event that no subscription wanted, the topic.</param>
/// <param name="Message">The message.</param>
/// <param name="At">When, Unix milliseconds.</param>
/// <param name="DeliveryCount">Which delivery it was about, from 1; 0 where it was about none.</param>
/// <param name="Reason">One of <see cref="DeadLetterReasons"/>, for a failure.</param>
/// <param name="Detail">Words about the failure, usually the exception's.</param>
/// <param name="By">Who asked for it, where a person did.</param>
public readonly record struct BrokerEvent(
    BrokerEventKind Kind,
    string Queue,
    Message Message,
    long At,
    int DeliveryCount = 0,
    string? Reason = null,
    string? Detail = null,
    string? By = null);
