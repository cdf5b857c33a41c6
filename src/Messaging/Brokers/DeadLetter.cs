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

/// <summary>Where a dead letter stands. Values are stored: never change them.</summary>
public enum DeadLetterStatus
{
    /// <summary>Waits for somebody to decide.</summary>
    Failed = 0,

    /// <summary>Back in its queue.</summary>
    Replayed = 2,

    /// <summary>Replayed, and then handled.</summary>
    Resolved = 3,
}

/// <summary>A dead letter with the message itself and what happened to it, oldest first.</summary>
public sealed record DeadLetterContent(DeadLetter DeadLetter, Message Message, IReadOnlyList<DeadLetterHistory> History);

/// <param name="At">When.</param>
/// <param name="What">failed, replayed or resolved.</param>
/// <param name="By">Who, or null when the system did it.</param>
/// <param name="Note">More about it, or null.</param>
public sealed record DeadLetterHistory(DateTimeOffset At, string What, string? By, string? Note);

/// <summary>Which dead letters are wanted, newest failure first.</summary>
/// <param name="Queue">Only of this queue.</param>
/// <param name="Type">Only of this message type.</param>
/// <param name="Status">Only in this status.</param>
/// <param name="Text">Only where message id, type, reason or exception contains this, ignoring ASCII case.</param>
/// <param name="Limit">At most so many, 1 to 1,000. Default 50.</param>
/// <param name="After">Only those that come after this one in the list: its failure time and id.</param>
public sealed record DeadLetterQuery(
    string? Queue = null,
    string? Type = null,
    DeadLetterStatus? Status = null,
    string? Text = null,
    int Limit = 50,
    (DateTimeOffset FailedAt, long Id)? After = null);
