namespace Messaging;

/// <summary>A page of the journal.</summary>
/// <param name="Entries">The entries, newest first.</param>
/// <param name="Next">The <see cref="JournalQuery.Before"/> of the next page; null when this is the last.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, long? Next);
