namespace Messaging;

/// <summary>A time for which the journal is not complete.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over.</param>
/// <param name="Lost">How many entries are missing; null after a crash, where nobody counted: then it may even be none.</param>
public sealed record JournalGap(DateTimeOffset From, DateTimeOffset To, long? Lost);
