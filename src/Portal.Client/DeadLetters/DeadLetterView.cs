using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.DeadLetters;

/// <summary>A message that could not be handled, as lists and the hub show it.</summary>
/// <param name="Id">The dead letter's own id.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Queue">The queue it failed in.</param>
/// <param name="Type">The message type.</param>
/// <param name="Reason">Why it is here, for example <c>attempts-exhausted</c>.</param>
/// <param name="ExceptionType">The exception's type, when one was the cause.</param>
/// <param name="ExceptionMessage">The exception's message.</param>
/// <param name="Attempts">Deliveries so far, through its whole history.</param>
/// <param name="FirstFailedAt">When it first became a dead letter.</param>
/// <param name="FailedAt">When it last did.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="GroupId">The group of failures it belongs to: message type, exception type and top frame.</param>
/// <param name="TopFrame">The method at the top of the stack that is not the framework's, when there is a stack.</param>
/// <param name="Failures">How often it became a dead letter: 2 or more means that it came back after a replay.</param>
/// <param name="LastBy">Who last did something with it, or null.</param>
/// <param name="DeletedOn">When retention deletes it: archived and resolved ones; null for others.</param>
/// <param name="EditedTo">The message id of the edited copy that was sent in its place, or null.</param>
public sealed record DeadLetterView(
    string Id,
    string MessageId,
    string Queue,
    string Type,
    string Reason,
    string? ExceptionType,
    string? ExceptionMessage,
    int Attempts,
    DateTimeOffset FirstFailedAt,
    DateTimeOffset FailedAt,
    DeadLetterStatus Status,
    long Version,
    string GroupId,
    string? TopFrame = null,
    int Failures = 1,
    string? LastBy = null,
    DateTimeOffset? DeletedOn = null,
    string? EditedTo = null) : ILiveEntity;

/// <summary>A dead letter with everything known about it.</summary>
/// <param name="Summary">What lists show.</param>
/// <param name="ContentType">The content type of the body.</param>
/// <param name="Headers">All headers, names in lower case.</param>
/// <param name="Body">The body as text where it is text and not longer than <see cref="MaxInlineBody"/>, else null.</param>
/// <param name="BodyBase64">The body's bytes, or null where it is longer than that: then it is asked for by itself.</param>
/// <param name="BodyLength">The length of the body in bytes.</param>
/// <param name="StackTrace">The exception with its stack, when an exception was the cause.</param>
/// <param name="History">What happened to it, oldest first.</param>
/// <param name="LockedHeaders">The headers that an edit must leave as they are.</param>
/// <param name="IsEvent">It came from a topic: others received it, too, and an edited copy reaches only this queue.</param>
/// <param name="EditedFrom">The id of the dead letter whose edited copy this is, or null.</param>
public sealed record DeadLetterDetail(
    DeadLetterView Summary,
    string ContentType,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    string? BodyBase64,
    long BodyLength,
    string? StackTrace,
    IReadOnlyList<DeadLetterEvent> History,
    IReadOnlyList<string> LockedHeaders,
    bool IsEvent,
    string? EditedFrom)
{
    /// <summary>Bytes up to which the body comes with the detail.</summary>
    public const int MaxInlineBody = 100 * 1024;
}

/// <param name="At">When.</param>
/// <param name="What">For example <c>failed</c>, <c>replayed</c>, <c>resolved</c>, <c>archived</c>, <c>restored</c>, <c>edited</c>.</param>
/// <param name="By">The person or key, or null when the system did it.</param>
/// <param name="Note">More about it, or null.</param>
/// <param name="OperationId">The operation it was part of, or null.</param>
public sealed record DeadLetterEvent(DateTimeOffset At, string What, string? By, string? Note, string? OperationId = null);

[JsonConverter(typeof(JsonStringEnumConverter<DeadLetterStatus>))]
public enum DeadLetterStatus
{
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Failed, and part of an operation that will replay it.</summary>
    [JsonStringEnumMemberName("replaying")] Replaying,
    [JsonStringEnumMemberName("replayed")] Replayed,
    [JsonStringEnumMemberName("resolved")] Resolved,
    [JsonStringEnumMemberName("archived")] Archived,
}
