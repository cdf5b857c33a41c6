namespace Messaging;

/// <param name="At">When.</param>
/// <param name="What">failed, replayed or resolved.</param>
/// <param name="By">Who, or null when the system did it.</param>
/// <param name="Note">More about it, or null.</param>
public sealed record DeadLetterHistory(DateTimeOffset At, string What, string? By, string? Note);
