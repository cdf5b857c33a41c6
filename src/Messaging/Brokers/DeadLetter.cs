namespace Messaging;

/// <summary>A message that could not be handled. One record for each (message id, queue), however often it fails.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Queue">The queue it failed in.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Type">The message's type.</param>
/// <param name="Failure">The last failure.</param>
/// <param name="Attempts">Deliveries so far.</param>
/// <param name="FirstFailedAt">When it first became a dead letter.</param>
/// <param name="FailedAt">When it last did.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record DeadLetter(
    long Id,
    string Queue,
    string MessageId,
    string Type,
    Failure Failure,
    int Attempts,
    DateTimeOffset FirstFailedAt,
    DateTimeOffset FailedAt,
    DeadLetterStatus Status,
    long Version);
