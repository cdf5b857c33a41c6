namespace Messaging;

/// <summary>
/// The raw broker. Every task that publishes or settles completes after the change is durable, and not before; when it
/// fails with a <see cref="BrokerException"/> nothing was changed, except where <see cref="BrokerUnavailableException"/>
/// says that the outcome is unknown. A caller who is the only one may find it complete when the call returns: then it was written
/// on the calling thread, which took as long as one commit.
/// Delivery is at least once: a lease that ends, or a crash, delivers a message again. Order is that of publishing as long
/// as nothing is retried. Of calls that are under way at the same time, one that settles may take effect before one that publishes and came earlier.
/// </summary>
public interface IBroker
{
    /// <summary>A dead letter was created or changed. Raised after the commit, on the thread that wrote it, the writer's or a caller's: return at once.</summary>
    event Action<DeadLetter>? DeadLetterChanged;

    /// <summary>A dead letter was deleted; its id. Raised as <see cref="DeadLetterChanged"/> is.</summary>
    event Action<long>? DeadLetterDeleted;

    /// <summary>Creates the queue, or changes the options of the one that exists. True when it was created.</summary>
    Task<bool> DeclareQueueAsync(string queue, QueueOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates the queue, as a program does at its start. Of one that exists it changes the options only when the program wants
    /// others than it wanted last time: what an operator has set since then stays. True when it was created.
    /// </summary>
    Task<bool> EnsureQueueAsync(string queue, QueueOptions options, CancellationToken cancellationToken = default);

    /// <summary>Deletes the queue with everything in it; its dead letters stay, and those replayed into it wait again. False when there was none.</summary>
    Task<bool> DeleteQueueAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>Creates the topic unless it exists. True when it was created.</summary>
    Task<bool> DeclareTopicAsync(string topic, CancellationToken cancellationToken = default);

    /// <summary>Creates or replaces a subscription, and its topic. True when it was created.</summary>
    /// <exception cref="UnknownQueueException">The subscription's queue does not exist.</exception>
    Task<bool> SubscribeAsync(Subscription subscription, CancellationToken cancellationToken = default);

    /// <summary>Deletes the subscription. False when there was none.</summary>
    Task<bool> UnsubscribeAsync(string topic, string subscription, CancellationToken cancellationToken = default);

    /// <summary>What is wrong with its store as a whole at this moment; empty as a rule. A queue that is damaged says so itself.</summary>
    IReadOnlyList<StoreTrouble> Troubles { get; }

    /// <summary>All subscriptions of all topics.</summary>
    IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>
    /// Publishes all messages in one transaction, in their order. Answers with the number of queues each reached; an event
    /// that nobody subscribed to reaches 0 queues and is not an error.
    /// </summary>
    /// <exception cref="UnknownQueueException">A queue does not exist, and <paramref name="unroutable"/> says refuse.</exception>
    /// <exception cref="UnknownTopicException">A topic does not exist, and <paramref name="unroutable"/> says refuse.</exception>
    /// <exception cref="QueueFullException">A queue has reached its maximum length.</exception>
    /// <exception cref="MessageTooLargeException">A message is over the limits.</exception>
    Task<IReadOnlyList<int>> PublishAsync(
        IReadOnlyList<OutgoingMessage> messages,
        Unroutable unroutable = Unroutable.Refuse,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes up to <paramref name="max"/> messages under a lease. Waits up to <paramref name="wait"/> for the first; answers
    /// with none when none came.
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="max">1 to 1,000.</param>
    /// <param name="wait">How long to wait for the first message, at most a day, or infinite; zero does not wait.</param>
    /// <param name="lease">How long the messages are the caller's alone, at most 12 hours; null for the queue's lease length.</param>
    /// <param name="cancellationToken">Stops waiting. Messages that were already taken are still returned.</param>
    /// <exception cref="UnknownQueueException">The queue does not exist.</exception>
    ValueTask<IReadOnlyList<Delivery>> ReceiveAsync(
        string queue, int max, TimeSpan wait, TimeSpan? lease = null, CancellationToken cancellationToken = default);

    /// <summary>Handled: the message is deleted.</summary>
    /// <exception cref="LeaseLostException">The lease has ended; nothing was changed.</exception>
    Task AcknowledgeAsync(string leaseToken, CancellationToken cancellationToken = default);

    /// <summary>
    /// Handled: the messages are deleted, in one transaction. Answers with those whose lease had ended; for these nothing was
    /// changed.
    /// </summary>
    Task<IReadOnlyList<Delivery>> AcknowledgeAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken = default);

    /// <summary>
    /// Not handled: the message is delivered again after <paramref name="delay"/>, or becomes a dead letter when its attempts
    /// are used up. With <paramref name="unlimited"/> the attempt is counted as a delivery and not against the allowance.
    /// </summary>
    /// <exception cref="LeaseLostException">The lease has ended; nothing was changed.</exception>
    Task RetryAsync(
        string leaseToken,
        TimeSpan delay,
        Failure? failure = null,
        bool unlimited = false,
        CancellationToken cancellationToken = default);

    /// <summary>Not to be tried again: the message becomes a dead letter, in the same transaction that takes it off its queue.</summary>
    /// <exception cref="LeaseLostException">The lease has ended; nothing was changed.</exception>
    Task DeadLetterAsync(string leaseToken, Failure failure, CancellationToken cancellationToken = default);

    /// <summary>The lease ends <paramref name="lease"/>, at most 12 hours, from now. Takes effect at once; a lease does not survive a restart.</summary>
    /// <exception cref="LeaseLostException">The lease has ended; nothing was changed.</exception>
    void Renew(string leaseToken, TimeSpan lease);

    /// <summary>Hands out no message of the queue until resumed. Survives a restart.</summary>
    Task PauseAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>Ends a pause.</summary>
    Task ResumeAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes every ready and scheduled message of the queue; leased ones stay. Dead letters whose replay is deleted so wait again
    /// for somebody to decide. Answers with how many.
    /// </summary>
    Task<long> PurgeAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>
    /// Looks at up to <paramref name="max"/> messages without taking them, in sequence, whether ready, leased or not due; fewer
    /// when their bodies come to 64 MiB. Where many are not due this reads them all: for people, not for programs.
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="after">The sequence to go on after; 0 for the beginning.</param>
    /// <param name="max">1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="UnknownQueueException">The queue does not exist.</exception>
    Task<IReadOnlyList<PeekedMessage>> PeekAsync(string queue, long after, int max, CancellationToken cancellationToken = default);

    /// <summary>The figures of all queues, by name.</summary>
    IReadOnlyList<QueueStatistics> Statistics();

    /// <summary>The figures of one queue, or null.</summary>
    QueueStatistics? Statistics(string queue);

    /// <summary>The messages of a queue that are under lease, the longest held first, at most <paramref name="max"/>; none for an unknown queue.</summary>
    IReadOnlyList<LeasedMessage> Leased(string queue, int max);

    /// <summary>The figures of all topics, by name.</summary>
    IReadOnlyList<TopicStatistics> Topics();

    /// <summary>Dead letters, newest failure first.</summary>
    Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(DeadLetterQuery query, CancellationToken cancellationToken = default);

    /// <summary>One dead letter with its message, or null.</summary>
    Task<DeadLetterContent?> FindDeadLetterAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>The dead letter that a message has become in a queue, in whatever status; null when there is none.</summary>
    /// <param name="queue">The queue in which it failed.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<DeadLetterContent?> FindDeadLetterAsync(string queue, string messageId, CancellationToken cancellationToken = default);

    /// <summary>How many dead letters are in <paramref name="status"/>.</summary>
    Task<long> CountDeadLettersAsync(DeadLetterStatus status, CancellationToken cancellationToken = default);

    /// <summary>
    /// When the oldest dead letter that may still be handled (failed, archived, or replayed and not resolved) first failed, or null: how far
    /// back an inbox has to remember.
    /// </summary>
    Task<DateTimeOffset?> OldestOpenDeadLetterAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts the message back into the queue it failed in, with its attempts counted on and a fresh allowance of them.
    /// </summary>
    /// <exception cref="DeadLetterStateException">It is not in status <see cref="DeadLetterStatus.Failed"/>; nothing was changed.</exception>
    /// <exception cref="UnknownQueueException">Its queue no longer exists.</exception>
    Task<DeadLetter> ReplayAsync(long id, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends an edited copy in the place of a dead letter: a message with an id of its own, of the same conversation, caused by the
    /// original, with the header <see cref="MessageHeaders.EditedFrom"/>. The dead letter is resolved, and says which message that was.
    /// </summary>
    /// <exception cref="DeadLetterStateException">It is not in status <see cref="DeadLetterStatus.Failed"/>; nothing was changed.</exception>
    /// <exception cref="UnknownQueueException">The queue does not exist.</exception>
    /// <exception cref="MessageTooLargeException">The copy is over the limits.</exception>
    Task<DeadLetter> ReplayAsync(long id, MessageEdit edit, DeadLetterAction action, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts the messages of up to 1,000 dead letters in status <see cref="DeadLetterStatus.Failed"/> back into the queues they failed
    /// in, or into <see cref="DeadLetterAction.Queue"/>: then they are dead letters of that queue from now on. One transaction, unless
    /// their bodies come to more than 16 MiB; results in the order of the ids. One that is refused does not hold up the others:
    /// <see cref="DeadLetterStateException"/>, <see cref="UnknownQueueException"/>, <see cref="DeadLetterExistsException"/>,
    /// <see cref="MessageTooLargeException"/>. A queue's maximum length does not count: it had taken these already.
    /// </summary>
    Task<IReadOnlyList<DeadLetterResult>> ReplayAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts up to 1,000 failed or resolved dead letters aside, as <see cref="ReplayAsync(IReadOnlyList{long}, DeadLetterAction, CancellationToken)"/>
    /// does its work. An ordering key that one of them held goes on without it.
    /// </summary>
    Task<IReadOnlyList<DeadLetterResult>> ArchiveAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default);

    /// <summary>Takes up to 1,000 dead letters out of the archive, likewise, to where they were before: failed or resolved.</summary>
    Task<IReadOnlyList<DeadLetterResult>> RestoreAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default);

    /// <summary>Deletes up to 1,000 dead letters for good, likewise; those that are replayed and not settled are refused.</summary>
    Task<IReadOnlyList<DeadLetterResult>> DeleteAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default);
}
