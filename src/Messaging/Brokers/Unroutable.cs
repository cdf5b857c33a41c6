namespace Messaging;

/// <summary>What happens to a message whose destination does not exist.</summary>
public enum Unroutable
{
    /// <summary>The publish fails and nothing of it is stored.</summary>
    Refuse,

    /// <summary>It becomes a dead letter with reason <see cref="DeadLetterReasons.Unroutable"/>; for senders that cannot be told, as the outbox.</summary>
    DeadLetter,
}
