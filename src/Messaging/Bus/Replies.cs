namespace Messaging;

/// <summary>What came of <see cref="IMessageBus.RequestAllAsync"/>.</summary>
/// <param name="Received">The answers, in the order in which they came.</param>
/// <param name="Unreadable">Answers that are not what was asked for.</param>
/// <param name="Asked">How many queues the question reached.</param>
public sealed record Replies<T>(IReadOnlyList<Reply<T>> Received, IReadOnlyList<Message> Unreadable, int Asked);
