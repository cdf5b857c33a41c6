namespace Messaging;

/// <summary>What happens to a message that can be put nowhere: its destination does not exist, or its body is over the queue's limit.</summary>
public enum Unroutable
{
    /// <summary>The publish fails and nothing of it is stored.</summary>
    Refuse,

    /// <summary>It becomes a dead letter (<see cref="DeadLetterReasons.Unroutable"/>, <see cref="DeadLetterReasons.TooLarge"/>); for senders that cannot be told, as the outbox.</summary>
    DeadLetter,
}
