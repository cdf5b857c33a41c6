namespace Portal.Client.DeadLetters;

/// <summary>Which dead letters are wanted; every part that is given must hold.</summary>
/// <param name="Queue">Only this queue.</param>
/// <param name="Type">Only this message type.</param>
/// <param name="Status">Only this status.</param>
/// <param name="Text">Words that must all occur, as words or beginnings of words, in headers, body, message id, reason or exception.</param>
/// <param name="Exception">Only this exception type.</param>
/// <param name="From">Only those that last failed at this time or later.</param>
/// <param name="To">Only those that last failed before this time.</param>
/// <param name="Group">Only this group.</param>
public sealed record DeadLetterFilter(
    string? Queue = null,
    string? Type = null,
    DeadLetterStatus? Status = null,
    string? Text = null,
    string? Exception = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Group = null);
