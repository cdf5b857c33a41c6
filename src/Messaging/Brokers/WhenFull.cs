namespace Messaging;

/// <summary>What a queue that holds its maximum does with one more message.</summary>
public enum WhenFull
{
    /// <summary>The publish fails with <see cref="QueueFullException"/>; the sender, or its outbox, keeps the message.</summary>
    Refuse,

    /// <summary>The new message becomes a dead letter (<see cref="DeadLetterReasons.QueueFull"/>).</summary>
    DeadLetter,
}
