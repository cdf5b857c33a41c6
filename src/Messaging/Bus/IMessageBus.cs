namespace Messaging;

/// <summary>
/// Sends objects whose classes say where they go (<see cref="CommandAttribute"/>, <see cref="EventAttribute"/>). Every task
/// completes once the broker has made the message durable. Where the message must go out together with a change of state,
/// use <see cref="IOutbox"/> in the transaction of that change instead.
/// </summary>
public interface IMessageBus
{
    /// <summary>Sends a command to its owner's queue. Answers with the message's id.</summary>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<string> SendAsync<T>(T command, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event to its topic. Answers with the message's id.</summary>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<string> PublishAsync<T>(T message, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a request to its owner's queue and waits for the reply. The wait is not durable: when this process ends, or the
    /// time is up, a reply that comes later is dropped and counted.
    /// </summary>
    /// <exception cref="RequestTimeoutException">No reply came in time. The request may still be handled.</exception>
    /// <exception cref="UndeserializableException">The reply is not a <typeparamref name="TReply"/>.</exception>
    Task<TReply> RequestAsync<TRequest, TReply>(TRequest request, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Sends any message as a request to a queue, and answers with the reply as it came.</summary>
    /// <exception cref="RequestTimeoutException">No reply came in time. The request may still be handled.</exception>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<Message> RequestAsync(string queue, Message request, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>
    /// Answers a request, to the queue it names; does nothing when it names none. A handler that also changes state should
    /// rather append the reply to its outbox.
    /// </summary>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task ReplyAsync<T>(MessageContext request, T reply, CancellationToken cancellationToken = default);
}
