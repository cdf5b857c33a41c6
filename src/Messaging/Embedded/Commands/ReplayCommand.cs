namespace Messaging.Embedded;

/// <summary>
/// Puts a dead letter back into its queue. Its status is the claim: of two replays of the same one, the second finds it
/// replayed and is refused.
/// </summary>
internal sealed class ReplayCommand(long id, string by, Topology topology, TimeProvider time, Action<DeadLetter> deadLetterChanged)
    : WriterCommand<DeadLetter>
{
    private QueueState? _queue;
    private Entry? _entry;
    private DeadLetter? _letter;

    public override void Execute(BrokerStore store)
    {
        var (letter, message) = store.DeadLetters.Content(id) ?? throw new DeadLetterStateException(id, null);
        if (letter.Status != DeadLetterStatus.Failed)
            throw new DeadLetterStateException(id, letter.Status);
        _queue = topology.Find(letter.Queue) is { Deleting: false } queue ? queue : throw new UnknownQueueException(letter.Queue);

        // The count goes on as the history; what is new is the allowance of attempts.
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var attempts = Math.Max(1, letter.Attempts);
        _entry = new Entry(++_queue.LastSequence, attempts, attempts, now, message);
        store.Table(_queue.Id).Insert(_entry, MessageHead.Write(message));
        _letter = store.DeadLetters.SetStatus(letter, DeadLetterStatus.Replayed, now, by);
    }

    public override void Committed()
    {
        _queue!.CountDeadLetter(-1);
        _queue.Arrived(_entry!);
        deadLetterChanged(_letter!);
        Complete(_letter!);
    }
}
