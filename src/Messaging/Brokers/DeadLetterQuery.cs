namespace Messaging;

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
