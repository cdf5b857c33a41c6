namespace Messaging;

/// <summary>The queue has reached its maximum length. The message was not stored; try again later.</summary>
public sealed class QueueFullException(string queue, long maxLength)
    : BrokerException($"Queue '{queue}' is full: it holds its maximum of {maxLength} messages.")
{
    /// <summary>The queue.</summary>
    public string Queue { get; } = queue;

    /// <summary>Its limit.</summary>
    public long MaxLength { get; } = maxLength;
}
