namespace Messaging;

/// <summary>
/// What makes a publish repeatable: a queue that has stored a message with this key does not store another one with it. That is noted in
/// the transaction of the publish, so it also holds when the publisher never heard that it was done. Unlike a queue's
/// <see cref="QueueOptions.DedupeWindow"/> it is the publisher's to ask for, and does not look at message ids.
/// </summary>
/// <param name="Key">Chosen by the publisher; all queues and publishers share one space of keys.</param>
/// <param name="Within">How long the key is remembered: at least this long, at most twice. The same for all.</param>
public sealed record PublishOnce(string Key, TimeSpan Within);
