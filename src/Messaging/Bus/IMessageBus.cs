namespace Messaging;

/// <summary>
/// Sends objects whose classes say where they go (<see cref="CommandAttribute"/>, <see cref="EventAttribute"/>). Every task
/// completes once the broker has made the message durable. Where the message must go out together with a change of state,
/// use <see cref="IOutbox"/> in the transaction of that change instead.
/// </summary>
public interface IMessageBus
{
    /// <summary>Sends a command to its owner's queue. Answers with the message's id.</summary>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<string> SendAsync<T>(T command, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event to its topic. Answers with the message's id.</summary>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<string> PublishAsync<T>(T message, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a command or publishes an event that is not delivered before <paramref name="dueAt"/>; a time that has passed
    /// means at once. It is stored like any other message and survives a restart. Answers with the message's id.
    /// </summary>
    /// <exception cref="ArgumentException">The options have a <see cref="SendOptions.Delay"/>, too.</exception>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<string> ScheduleAsync<T>(
        T message, DateTimeOffset dueAt, SendOptions? options = null, CancellationToken cancellationToken = default);

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
    /// Publishes an event as a question to everybody who subscribed, and gathers the replies (scatter-gather): until
    /// <paramref name="wait"/> is over or <paramref name="count"/> of them came; at once when nobody subscribed. To get few or
    /// none is not an error. The wait is not durable, and replies that come later are dropped and counted.
    /// </summary>
    /// <param name="message">The event.</param>
    /// <param name="wait">How long to gather.</param>
    /// <param name="count">How many replies are enough, 1 to 10,000. Default null: whatever comes in time, 10,000 at most.</param>
    /// <param name="options">More about this send; null for nothing.</param>
    /// <param name="cancellationToken">Gives up; the question stays asked.</param>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task<Replies<TReply>> RequestAllAsync<TEvent, TReply>(
        TEvent message, TimeSpan wait, int? count = null, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Replies that came when nobody waited for them any more, and were dropped; since the process started.</summary>
    long LateReplies { get; }

    /// <summary>
    /// Answers a request, to the queue it names; does nothing when it names none. A handler that also changes state should
    /// rather append the reply to its outbox.
    /// </summary>
    /// <exception cref="BrokerException">The broker refused it.</exception>
    Task ReplyAsync<T>(MessageContext request, T reply, CancellationToken cancellationToken = default);
}
