using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.DeadLetters;

/// <summary>A message that could not be handled, as lists and the hub show it.</summary>
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
    long Version) : ILiveEntity;

/// <summary>A dead letter with everything known about it.</summary>
/// <param name="Summary">What lists show.</param>
/// <param name="ContentType">The content type of the body.</param>
/// <param name="Headers">All headers, names in lower case.</param>
/// <param name="Body">The body as text where the content type is textual, else null.</param>
/// <param name="BodyBase64">The body's bytes.</param>
/// <param name="StackTrace">The exception with its stack, when an exception was the cause.</param>
/// <param name="History">What happened to it, oldest first.</param>
public sealed record DeadLetterDetail(
    DeadLetterView Summary,
    string ContentType,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    string BodyBase64,
    string? StackTrace,
    IReadOnlyList<DeadLetterEvent> History);

/// <param name="At">When.</param>
/// <param name="What">For example <c>failed</c>, <c>replayed</c>, <c>resolved</c>.</param>
/// <param name="By">The person or key, or null when the system did it.</param>
/// <param name="Note">More about it, or null.</param>
public sealed record DeadLetterEvent(DateTimeOffset At, string What, string? By, string? Note);

[JsonConverter(typeof(JsonStringEnumConverter<DeadLetterStatus>))]
public enum DeadLetterStatus
{
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("replaying")] Replaying,
    [JsonStringEnumMemberName("replayed")] Replayed,
    [JsonStringEnumMemberName("resolved")] Resolved,
    [JsonStringEnumMemberName("archived")] Archived,
}
