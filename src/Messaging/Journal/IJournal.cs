namespace Messaging;

/// <summary>
/// What happened to each message: sent, delivered, failed and why, retried, dead-lettered, replayed by whom, handled, expired,
/// and which message caused it. On when <see cref="MessagingBuilder.Journal"/> says so.
///
/// It is written behind the broker, in batches, and holds nothing up: after a crash the newest entries may be missing, and
/// when more happens than can be written entries are left out. Both leaves a <see cref="JournalGap"/>. Reads see everything
/// that happened before them.
/// </summary>
public interface IJournal
{
    /// <summary>Entries that had to be left out since the process started.</summary>
    long Dropped { get; }

    /// <summary>Everything that happened to one message, at all queues it reached, in order; empty when nothing is known of it.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Everything that happened in a conversation, in causal order: what a message caused comes after the delivery that caused it.
    /// </summary>
    /// <param name="correlationId">The conversation: a correlation id, which is also the id of the message that started it, if none was given.</param>
    /// <param name="max">At most so many records, 1 to 10,000, from the beginning; a message has one or a few.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<JournalEntry>> ReadConversationAsync(
        string correlationId, int max = 1000, CancellationToken cancellationToken = default);

    /// <summary>Entries by type and time, newest first, a page at a time.</summary>
    Task<JournalPage> ListAsync(JournalQuery query, CancellationToken cancellationToken = default);

    /// <summary>Where the journal is not complete, newest first, at most 1,000.</summary>
    Task<IReadOnlyList<JournalGap>> ReadGapsAsync(DateTimeOffset? from = null, CancellationToken cancellationToken = default);
}
