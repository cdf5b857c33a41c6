namespace Messaging;

/// <summary>The broker refused; each subclass says what and carries the data of it.</summary>
public abstract class BrokerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>There is no such queue.</summary>
public sealed class UnknownQueueException(string queue) : BrokerException($"There is no queue '{queue}'.")
{
    /// <summary>The name that was asked for.</summary>
    public string Queue { get; } = queue;
}

/// <summary>There is no such topic.</summary>
public sealed class UnknownTopicException(string topic) : BrokerException($"There is no topic '{topic}'.")
{
    /// <summary>The name that was asked for.</summary>
    public string Topic { get; } = topic;
}

/// <summary>The queue has reached its maximum length. The message was not stored; try again later.</summary>
public sealed class QueueFullException(string queue, long maxLength)
    : BrokerException($"Queue '{queue}' is full: it holds its maximum of {maxLength} messages.")
{
    /// <summary>The queue.</summary>
    public string Queue { get; } = queue;

    /// <summary>Its limit.</summary>
    public long MaxLength { get; } = maxLength;
}

/// <summary>The message is over a limit and was not stored.</summary>
public sealed class MessageTooLargeException(string messageId, long size, long limit, string part)
    : BrokerException($"The {part} of message '{messageId}' has {size} bytes; the limit is {limit}.")
{
    /// <summary>The message.</summary>
    public string MessageId { get; } = messageId;

    /// <summary>Its size in bytes.</summary>
    public long Size { get; } = size;

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}

/// <summary>The lease has ended or was never given: somebody else may have the message by now. Nothing was changed.</summary>
public sealed class LeaseLostException(string leaseToken)
    : BrokerException($"The lease '{leaseToken}' has ended. The message may be with somebody else by now.")
{
    /// <summary>The token that was presented.</summary>
    public string LeaseToken { get; } = leaseToken;
}

/// <summary>The dead letter is not in the status the change starts from.</summary>
public sealed class DeadLetterStateException(long id, DeadLetterStatus? status)
    : BrokerException(status is null ? $"There is no dead letter {id}." : $"Dead letter {id} is {status}, not Failed.")
{
    /// <summary>The dead letter.</summary>
    public long Id { get; } = id;

    /// <summary>Its status, or null when there is none with this id.</summary>
    public DeadLetterStatus? Status { get; } = status;
}

/// <summary>
/// The store could not be written. What was asked is not confirmed: after a failed commit it may or may not be there when
/// the store is opened again, so send again with the same message id.
/// </summary>
public sealed class BrokerUnavailableException(string message, Exception? inner = null) : BrokerException(message, inner);
