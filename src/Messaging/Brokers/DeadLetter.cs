namespace Messaging;

/// <summary>A message that could not be handled. One record for each (message id, queue), however often it fails.</summary>
/// <param name="Id">Its number in the store; never given to another.</param>
/// <param name="Queue">The queue it failed in; after a replay to another queue, that one.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Type">The message's type.</param>
/// <param name="Failure">The last failure.</param>
/// <param name="Attempts">Deliveries so far.</param>
/// <param name="FirstFailedAt">When it first became a dead letter.</param>
/// <param name="FailedAt">When it last did.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="Failures">How often it became a dead letter: from 2 on it came back after a replay.</param>
/// <param name="StatusAt">Since when it stands there.</param>
/// <param name="ReplayedAt">When it was last replayed, or null.</param>
/// <param name="LastBy">Who last did something with it, or null.</param>
/// <param name="LastOperation">The operation that was part of (<see cref="DeadLetterAction.Operation"/>), or null.</param>
/// <param name="EditedTo">The id of the message that was sent in its place, or null.</param>
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
    long Version,
    int Failures = 1,
    DateTimeOffset StatusAt = default,
    DateTimeOffset? ReplayedAt = null,
    string? LastBy = null,
    string? LastOperation = null,
    string? EditedTo = null);
