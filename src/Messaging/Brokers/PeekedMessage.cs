namespace Messaging;

/// <summary>A message that was looked at and not taken.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="Message">The message.</param>
/// <param name="PublishedAt">When it was published, or first due.</param>
/// <param name="Attempts">Deliveries that are over.</param>
/// <param name="DueAt">Not delivered before this time, or null when it waits to be delivered or is leased.</param>
public sealed record PeekedMessage(long Sequence, Message Message, DateTimeOffset PublishedAt, int Attempts, DateTimeOffset? DueAt);
