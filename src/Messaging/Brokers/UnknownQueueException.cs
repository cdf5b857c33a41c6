namespace Messaging;

/// <summary>There is no such queue.</summary>
public sealed class UnknownQueueException(string queue) : BrokerException($"There is no queue '{queue}'.")
{
    /// <summary>The name that was asked for.</summary>
    public string Queue { get; } = queue;
}
