namespace Messaging.Embedded;

/// <summary>A dead letter as the writer needs it to do something with it.</summary>
/// <param name="Letter">What everybody sees.</param>
/// <param name="HeldKey">The ordering key of its queue that waits for it, or null.</param>
/// <param name="HeldSequence">Its old place in that queue.</param>
/// <param name="WasResolved">For an archived one: it was resolved before, and not failed.</param>
internal readonly record struct StoredDeadLetter(DeadLetter Letter, string? HeldKey, long? HeldSequence, bool WasResolved);
