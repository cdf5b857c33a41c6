namespace Messaging;

/// <summary>
/// Told of what happens to messages, after the commit that made it durable, on the thread that did it: the broker's writer, or
/// a caller's. Return at once, throw nothing, and wait for no lock that is held while publishing; what is slow belongs beside. Register as a service; without any it costs nothing.
/// </summary>
public interface IBrokerObserver
{
    /// <summary>Something happened.</summary>
    void Observe(in BrokerEvent brokerEvent);
}
