namespace Messaging;

/// <summary>Some of what changed, each dead letter once, as it was when this was read.</summary>
/// <param name="Position">Up to where this goes: go on from here.</param>
/// <param name="IsEnd">There was nothing more.</param>
/// <param name="Changes">By id.</param>
public sealed record DeadLetterChanges(long Position, bool IsEnd, IReadOnlyList<DeadLetterChange> Changes);
