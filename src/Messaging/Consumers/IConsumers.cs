namespace Messaging;

/// <summary>What the consumers of this process do at the moment.</summary>
public interface IConsumers
{
    /// <summary>The consumers of one queue; null when this process does not consume it.</summary>
    ConsumerStatus? Status(string queue);

    /// <summary>
    /// The ids of the messages of a queue that this process has leased at the moment, and what it does with each; empty for a
    /// queue it does not consume. Made for the caller: for people who look, not for every message.
    /// </summary>
    IReadOnlyDictionary<string, HeldAs> Held(string queue);

    /// <summary>The consumers of every queue this process consumes, by name.</summary>
    IReadOnlyList<ConsumerStatus> Status();
}
