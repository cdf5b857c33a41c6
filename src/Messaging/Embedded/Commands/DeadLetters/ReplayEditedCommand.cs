namespace Messaging.Embedded;

/// <summary>
/// Sends an edited copy in the place of a dead letter, which is resolved with that: only one of the two is ever delivered. The copy
/// is a message of its own, of the same conversation, caused by the original; when it fails, its dead letter says of which it was made.
/// </summary>
internal sealed class ReplayEditedCommand(long id, MessageEdit edit, DeadLetterAction action, BrokerContext broker)
    : DeadLetterCommand([id], 0, action, broker)
{
    private static readonly DeadLetterStatus[] _from = [DeadLetterStatus.Failed];

    // Once: a transaction that is undone and run again sends the same message.
    private readonly string _newId = MessageId.New();
    private (QueueState Queue, Entry Entry, bool IsBack)? _arrival;

    public override int Weight => edit.Body?.Length ?? 0;

    protected override IReadOnlyList<DeadLetterStatus> From => _from;

    protected override DeadLetter Do(BrokerStore store, StoredDeadLetter stored, long now)
    {
        var letter = stored.Letter;
        var name = Action.Queue ?? letter.Queue;
        var queue = Broker.Topology.Find(name) is { Deleting: false } found ? found : throw new UnknownQueueException(name);
        var copy = Copy(store.DeadLetters.Message(letter.Id), letter);
        if (copy.Body.Length > queue.Options.MaxBodyBytes)
            throw new MessageTooLargeException(copy.Id, copy.Body.Length, queue.Options.MaxBodyBytes, "body");
        var head = MessageHead.Write(copy);

        var table = store.Table(queue.Id);
        var isBack = name == letter.Queue && stored.HeldSequence is { } held && table.Find(held) is null;
        var entry = new Entry(isBack ? stored.HeldSequence!.Value : table.NextSequence(), 0, 0, now, copy);
        table.Insert(entry, head);
        var changed = store.DeadLetters.Act(
            letter with { Status = DeadLetterStatus.Resolved, ReplayedAt = DeadLetterRow.Time(now), EditedTo = copy.Id },
            "edited",
            Action,
            now,
            $"sent as {copy.Id} to queue {name}");
        _arrival = (queue, entry, isBack);
        Count(letter.Queue, changed);
        if (!isBack)
            Release(store, stored);
        return changed;
    }

    protected override void Apply()
    {
        if (_arrival is not var (queue, entry, isBack))
            return;
        Broker.Tell(BrokerEventKind.Published, queue.Name, entry.Message, by: Action.By); // before it can be delivered
        if (isBack)
            queue.ArrivedBack(entry);
        else
            queue.Arrived(entry);
    }

    protected override void Reset()
    {
        base.Reset();
        _arrival = null;
    }

    private Message Copy(Message original, DeadLetter letter)
    {
        var headers = new Dictionary<string, string>(edit.Headers ?? original.Headers, StringComparer.Ordinal)
        {
            [MessageHeaders.CorrelationId] = original.CorrelationId,
            [MessageHeaders.CausationId] = original.Id,
            [MessageHeaders.EditedFrom] = letter.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        headers.Remove(MessageHeaders.ExpiresAt); // Its time was over, or is by now.
        foreach (var kept in (ReadOnlySpan<string>)[MessageHeaders.OrderingKey, MessageHeaders.ReplyTo, MessageHeaders.Source, MessageHeaders.TraceParent, MessageHeaders.TraceState])
        {
            if (original.Headers.TryGetValue(kept, out var value))
                headers[kept] = value;
            else
                headers.Remove(kept);
        }

        return new Message(original.Type, edit.Body ?? original.Body, original.ContentType, _newId, headers);
    }
}
