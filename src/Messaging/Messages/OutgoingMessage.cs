namespace Messaging;

/// <summary>A message on its way to a destination.</summary>
/// <param name="Destination">The queue or topic.</param>
/// <param name="Message">What is sent.</param>
/// <param name="DueAt">Not delivered before this time; null, the default, means at once.</param>
public sealed record OutgoingMessage(Destination Destination, Message Message, DateTimeOffset? DueAt = null)
{
    /// <summary>Not stored where it was stored before under the same key; null, the default, always stores it.</summary>
    public PublishOnce? Once { get; init; }
}
