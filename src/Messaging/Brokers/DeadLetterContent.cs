namespace Messaging;

/// <summary>A dead letter with the message itself and what happened to it, oldest first.</summary>
public sealed record DeadLetterContent(DeadLetter DeadLetter, Message Message, IReadOnlyList<DeadLetterHistory> History);
