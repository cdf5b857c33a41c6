namespace Messaging;

/// <summary>Something that happened to a dead letter.</summary>
/// <param name="At">When.</param>
/// <param name="What">failed, replayed, resolved, edited, archived, restored or withdrawn.</param>
/// <param name="By">Who, or null when the system did it.</param>
/// <param name="Note">More about it, or null.</param>
/// <param name="Operation">The operation it was part of, or null.</param>
public sealed record DeadLetterHistory(DateTimeOffset At, string What, string? By, string? Note, string? Operation = null);
