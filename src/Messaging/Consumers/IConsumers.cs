namespace Messaging;

/// <summary>What the consumers of this process do at the moment.</summary>
public interface IConsumers
{
    /// <summary>The consumers of one queue; null when this process does not consume it.</summary>
    ConsumerStatus? Status(string queue);

    /// <summary>The consumers of every queue this process consumes, by name.</summary>
    IReadOnlyList<ConsumerStatus> Status();
}
