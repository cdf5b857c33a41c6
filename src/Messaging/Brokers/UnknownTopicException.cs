namespace Messaging;

/// <summary>There is no such topic.</summary>
public sealed class UnknownTopicException(string topic) : BrokerException($"There is no topic '{topic}'.")
{
    /// <summary>The name that was asked for.</summary>
    public string Topic { get; } = topic;
}
