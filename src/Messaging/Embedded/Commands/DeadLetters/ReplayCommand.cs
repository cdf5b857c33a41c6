namespace Messaging.Embedded;

/// <summary>
/// Puts the messages of dead letters back into their queues, or all into another one, of which they are dead letters from then
/// on. One that holds its ordering key goes back to its old place, before the others of the key; to another queue it goes
/// without the key's others, and they go on.
/// </summary>
internal sealed class ReplayCommand(IReadOnlyList<long> ids, int from, DeadLetterAction action, BrokerContext broker)
    : DeadLetterCommand(ids, from, action, broker)
{
    private static readonly DeadLetterStatus[] _from = [DeadLetterStatus.Failed];

    private readonly List<(QueueState Queue, Entry Entry, bool IsBack)> _arrivals = [];

    protected override IReadOnlyList<DeadLetterStatus> From => _from;

    protected override DeadLetter Do(BrokerStore store, StoredDeadLetter stored, long now)
    {
        var letter = stored.Letter;
        var name = Action.Queue ?? letter.Queue;
        var queue = Broker.Topology.Find(name) is { Deleting: false } found ? found : throw new UnknownQueueException(name);
        var isElsewhere = name != letter.Queue;
        if (isElsewhere && store.DeadLetters.Find(name, letter.MessageId) is { } other)
            throw new DeadLetterExistsException(letter.Id, name, other.Id);
        var message = store.DeadLetters.Message(letter.Id);
        if (isElsewhere && message.Body.Length > queue.Options.MaxBodyBytes)
            throw new MessageTooLargeException(message.Id, message.Body.Length, queue.Options.MaxBodyBytes, "body");

        // The count goes on as the history; what is new is the allowance of attempts. Its time was over, or is by now: whoever
        // replays it wants it delivered.
        AddBytes(message.Body.Length);
        var attempts = Math.Max(1, letter.Attempts);
        var table = store.Table(queue.Id);
        var replayed = message.WithoutHeader(MessageHeaders.ExpiresAt);
        var isBack = !isElsewhere && stored.HeldSequence is { } held && table.Find(held) is null;
        var entry = new Entry(isBack ? stored.HeldSequence!.Value : table.NextSequence(), attempts, attempts, now, replayed);
        table.Insert(entry, MessageHead.Write(replayed));
        var changed = store.DeadLetters.Act(
            letter with { Status = DeadLetterStatus.Replayed, ReplayedAt = DeadLetterRow.Time(now), Queue = name },
            "replayed",
            Action,
            now,
            isElsewhere ? $"to queue {name}, from {letter.Queue}" : null);
        _arrivals.Add((queue, entry, isBack));
        Count(letter.Queue, changed);
        if (!isBack)
            Release(store, stored);
        return changed;
    }

    protected override void Reset()
    {
        base.Reset();
        _arrivals.Clear();
    }

    protected override void Apply()
    {
        foreach (var (queue, entry, isBack) in _arrivals)
        {
            Broker.Tell(BrokerEventKind.Replayed, queue.Name, entry.Message, by: Action.By); // before it can be delivered
            if (isBack)
                queue.ArrivedBack(entry);
            else
                queue.Arrived(entry);
        }
    }
}
