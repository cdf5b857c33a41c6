using Portal.Client.Live;

namespace Portal.Client.DeadLetters;

/// <summary>Failures of one message type with one exception at one place.</summary>
/// <param name="Id">Stable: the same failures are the same group tomorrow.</param>
/// <param name="Type">The message type.</param>
/// <param name="ExceptionType">The exception type, or null when no exception was the cause.</param>
/// <param name="TopFrame">The method at the top of the stack that is not the framework's, or null.</param>
/// <param name="Reason">The reason of the newest failure.</param>
/// <param name="ExceptionMessage">The message of the newest failure.</param>
/// <param name="Counts">How many are in each status; <c>replaying</c> is counted under <c>failed</c>.</param>
/// <param name="FirstFailedAt">The oldest failure.</param>
/// <param name="LastFailedAt">The newest failure.</param>
/// <param name="LastReplayedAt">When one of it was last replayed, or null.</param>
/// <param name="FailedAgain">How many came back after that replay.</param>
/// <param name="Trend">Failures in each of the last 24 hours, oldest first.</param>
/// <param name="Note">What people wrote about it, or null.</param>
/// <param name="Owner">Who looks after it, or null.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record DeadLetterGroup(
    string Id,
    string Type,
    string? ExceptionType,
    string? TopFrame,
    string Reason,
    string? ExceptionMessage,
    IReadOnlyDictionary<DeadLetterStatus, long> Counts,
    DateTimeOffset FirstFailedAt,
    DateTimeOffset LastFailedAt,
    DateTimeOffset? LastReplayedAt,
    long FailedAgain,
    IReadOnlyList<int> Trend,
    string? Note,
    string? Owner,
    long Version) : ILiveEntity;

/// <param name="Note">At most 2,000 characters; null or empty removes it.</param>
/// <param name="Owner">At most 100 characters; null or empty removes it.</param>
public sealed record GroupNote(string? Note, string? Owner);
