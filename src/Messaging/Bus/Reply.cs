namespace Messaging;

/// <summary>One of the answers to <see cref="IMessageBus.RequestAllAsync"/>.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Source">The queue whose consumer gave it; null when it did not say.</param>
/// <param name="Message">The message it came in.</param>
public sealed record Reply<T>(T Value, string? Source, Message Message);
