namespace Messaging;

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
