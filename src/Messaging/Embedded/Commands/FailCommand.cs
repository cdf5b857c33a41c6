namespace Messaging.Embedded;

/// <summary>
/// Counts a failed delivery, and either returns the message, delays it, or makes it a dead letter: one state change, in the
/// transaction that takes it off its queue.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="entry">The message.</param>
/// <param name="delay">When to deliver it again; null for not at all.</param>
/// <param name="unlimited">Whether the queue's limit of attempts does not apply: this attempt is not held against the message later, either.</param>
/// <param name="failure">Why it failed.</param>
/// <param name="time">The clock.</param>
/// <param name="deadLetterChanged">Told of the dead letter after the commit.</param>
internal sealed class FailCommand(
    QueueState queue,
    Entry entry,
    TimeSpan? delay,
    bool unlimited,
    Failure failure,
    TimeProvider time,
    Action<DeadLetter> deadLetterChanged) : SettleCommand(queue, entry)
{
    private readonly int _attempts = entry.Attempts + 1;

    // An attempt that does not count takes the beginning of the allowance along with it.
    private readonly int _allowanceFrom = entry.AllowanceFrom + (unlimited ? 1 : 0);
    private DeadLetter? _letter;
    private bool _isOneMore;
    private long _due;

    private bool IsLast => delay is null
        || (!unlimited && _attempts - Entry.AllowanceFrom >= Queue.Options.MaxDeliveryAttempts);

    public override void Committed()
    {
        if (_letter is not null)
        {
            Queue.DeadLettered(Entry, _isOneMore);
            deadLetterChanged(_letter);
        }
        else if (_due > 0)
        {
            Queue.Delayed(Entry, _due);
        }
        else
        {
            Queue.Returned(Entry, _attempts, _allowanceFrom);
        }

        Complete(true);
    }

    protected override void Settle(BrokerStore store, QueueTable table)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (IsLast)
        {
            table.Delete(Entry.Sequence);
            (_letter, _isOneMore) = store.DeadLetters.Record(Queue.Name, Entry.Message, _attempts, failure, now);
        }
        else if (delay > TimeSpan.Zero)
        {
            _due = now + (long)Math.Ceiling(delay.Value.TotalMilliseconds);
            table.Delay(Entry.Sequence, _due, _attempts, _allowanceFrom);
        }
        else
        {
            table.UpdateAttempts(Entry.Sequence, _attempts, _allowanceFrom);
        }
    }
}
