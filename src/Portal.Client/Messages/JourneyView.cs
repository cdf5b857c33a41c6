namespace Portal.Client.Messages;

/// <summary>A conversation: every message of it, in causal order, with every attempt.</summary>
/// <param name="CorrelationId">The conversation; of an order, its id.</param>
/// <param name="Messages">A message comes after the one that caused it.</param>
/// <param name="Gaps">Times within it for which the journal is not complete.</param>
/// <param name="IsTruncated">There is more than is read here.</param>
public sealed record JourneyView(string CorrelationId, IReadOnlyList<MessageView> Messages, IReadOnlyList<GapView> Gaps, bool IsTruncated);

/// <param name="From">When it began.</param>
/// <param name="To">When it was over.</param>
/// <param name="Lost">How many entries are missing; null after a crash, where nobody counted.</param>
public sealed record GapView(DateTimeOffset From, DateTimeOffset To, long? Lost);

/// <summary>Everything known about one message.</summary>
/// <param name="Message">What became of it.</param>
/// <param name="Entries">Its journal, in order.</param>
/// <param name="Causes">What led to it, the first cause first.</param>
/// <param name="Effects">What it led to, at whatever distance, in causal order.</param>
/// <param name="Content">Its headers and body.</param>
/// <param name="Gaps">Times around it for which the journal is not complete.</param>
public sealed record MessageDetail(
    MessageView Message,
    IReadOnlyList<MessageEntry> Entries,
    IReadOnlyList<MessageView> Causes,
    IReadOnlyList<MessageView> Effects,
    MessageContent Content,
    IReadOnlyList<GapView> Gaps);

/// <summary>One thing that happened to a message.</summary>
/// <param name="Sequence">Grows with each.</param>
/// <param name="At">When.</param>
/// <param name="What"><c>published</c>, <c>delivered</c>, <c>acknowledged</c>, <c>retried</c>, <c>deadLettered</c>, <c>replayed</c>, <c>expired</c>, <c>duplicate</c>, <c>unroutable</c> or <c>purged</c>.</param>
/// <param name="Queue">Where.</param>
/// <param name="DeliveryCount">Which delivery; 0 where it was about none.</param>
/// <param name="Reason">Why it failed, or null.</param>
/// <param name="Detail">Words about it, or null.</param>
/// <param name="By">Who asked for it, or null.</param>
public sealed record MessageEntry(
    long Sequence, DateTimeOffset At, string What, string Queue, int DeliveryCount, string? Reason, string? Detail, string? By);
