namespace Messaging;

/// <summary>
/// Messages that one transaction appended to an outbox. Their numbers follow each other: a database has one writer at a time,
/// and a number that was rolled back is given out again.
/// </summary>
/// <param name="First">The number of the first message; 0 when there is none.</param>
/// <param name="Messages">The messages, in the order of their numbers.</param>
public sealed record OutboxEntries(long First, IReadOnlyList<OutgoingMessage> Messages)
{
    /// <summary>No messages.</summary>
    public static OutboxEntries None { get; } = new(0, []);

    /// <summary>The number of the last message.</summary>
    public long Last => First + Messages.Count - 1;
}
