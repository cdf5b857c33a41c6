namespace Messaging.Embedded;

/// <summary>
/// Puts a dead letter back into its queue. Its status is the claim: of two replays of the same one, the second finds it
/// replayed and is refused. One that holds its ordering key goes back to its old place, before the others of the key.
/// </summary>
internal sealed class ReplayCommand(long id, string by, BrokerContext broker) : WriterCommand<DeadLetter>
{
    private QueueState? _queue;
    private Entry? _entry;
    private DeadLetter? _letter;
    private bool _isBack;

    public override void Execute(BrokerStore store)
    {
        var (letter, message, held) = store.DeadLetters.Content(id) ?? throw new DeadLetterStateException(id, null);
        if (letter.Status != DeadLetterStatus.Failed)
            throw new DeadLetterStateException(id, letter.Status);
        _queue = broker.Topology.Find(letter.Queue) is { Deleting: false } queue ? queue : throw new UnknownQueueException(letter.Queue);

        // The count goes on as the history; what is new is the allowance of attempts. Its time was over, or is by now: whoever
        // replays it wants it delivered.
        var now = broker.Clock.Now;
        var attempts = Math.Max(1, letter.Attempts);
        var table = store.Table(_queue.Id);
        var replayed = message.WithoutHeader(MessageHeaders.ExpiresAt);
        _isBack = held is not null && table.Find(held.Value) is null;
        _entry = new Entry(_isBack ? held!.Value : table.NextSequence(), attempts, attempts, now, replayed);
        table.Insert(_entry, MessageHead.Write(replayed));
        _letter = store.DeadLetters.SetStatus(letter, DeadLetterStatus.Replayed, now, by);
    }

    public override void Committed()
    {
        broker.Tell(BrokerEventKind.Replayed, _queue!.Name, _entry!.Message, 0, null, by); // before it can be delivered
        _queue.CountDeadLetter(-1);
        if (_isBack)
            _queue.ArrivedBack(_entry!);
        else
            _queue.Arrived(_entry!);
        broker.DeadLetterChanged(_letter!);
        Complete(_letter!);
    }
}
