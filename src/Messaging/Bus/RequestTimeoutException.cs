namespace Messaging;

/// <summary>No reply came in time. The request may still be handled.</summary>
public sealed class RequestTimeoutException(string queue, string messageId, TimeSpan timeout)
    : Exception($"No reply to message '{messageId}' came from queue '{queue}' within {timeout.TotalSeconds:0.###} s.")
{
    /// <summary>The queue that was asked.</summary>
    public string Queue { get; } = queue;

    /// <summary>The request's message id.</summary>
    public string MessageId { get; } = messageId;

    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
