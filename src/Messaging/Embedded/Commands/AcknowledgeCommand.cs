namespace Messaging.Embedded;

/// <summary>Deletes a handled message; when it was a replay, its dead letter is resolved with it.</summary>
internal sealed class AcknowledgeCommand(QueueState queue, Entry entry, TimeProvider time, Action<DeadLetter> deadLetterChanged)
    : SettleCommand(queue, entry)
{
    private DeadLetter? _resolved;

    public override void Committed()
    {
        Queue.Acknowledged(Entry);
        if (_resolved is not null)
            deadLetterChanged(_resolved);
        Complete(true);
    }

    protected override void Settle(BrokerStore store, QueueTable table)
    {
        table.Delete(Entry.Sequence);
        if (Entry.MayBeReplay && store.DeadLetters.Find(Queue.Name, Entry.Message.Id) is { Status: DeadLetterStatus.Replayed } letter)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            _resolved = store.DeadLetters.SetStatus(letter, DeadLetterStatus.Resolved, now, null);
        }
    }
}
