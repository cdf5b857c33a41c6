namespace Messaging;

/// <summary>The dead letter cannot go to that queue: the same message failed there, too, and has a record of its own.</summary>
public sealed class DeadLetterExistsException(long id, string queue, long other)
    : BrokerException($"Dead letter {id} cannot go to queue '{queue}': its message failed there, too, and is dead letter {other}.")
{
    /// <summary>The dead letter that was to go there.</summary>
    public long Id { get; } = id;

    /// <summary>Where.</summary>
    public string Queue { get; } = queue;

    /// <summary>The one that is there.</summary>
    public long Other { get; } = other;
}
