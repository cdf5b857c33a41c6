namespace Messaging.Embedded;

/// <summary>
/// Counts a failed delivery, and either returns the message, delays it, or makes it a dead letter: one state change, in the
/// transaction that takes it off its queue. The head of an ordering key keeps its place while it waits, and so the key's order.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="entry">The message.</param>
/// <param name="delay">When to deliver it again; null for not at all.</param>
/// <param name="unlimited">Whether the queue's limit of attempts does not apply: this attempt is not held against the message later, either.</param>
/// <param name="failure">Why it failed.</param>
/// <param name="broker">The clock and the listeners.</param>
internal sealed class FailCommand(
    QueueState queue, Entry entry, TimeSpan? delay, bool unlimited, Failure failure, BrokerContext broker) : SettleCommand(queue, entry)
{
    private readonly int _attempts = entry.Attempts + 1;

    // An attempt that does not count takes the beginning of the allowance along with it.
    private readonly int _allowanceFrom = entry.AllowanceFrom + (unlimited ? 1 : 0);
    private DeadLetter? _letter;
    private bool _isOneMore;
    private long _due;

    private bool IsLast => delay is null
        || (!unlimited && _attempts - Entry.AllowanceFrom >= Queue.Options.MaxDeliveryAttempts);

    // What was only given back was never begun.
    private bool IsFailure => !unlimited || delay != TimeSpan.Zero;

    private bool HoldsKey => Entry.IsHead && Queue.Options.WhenKeyFails == WhenKeyFails.Hold;

    public override void Committed()
    {
        if (IsFailure)
            Queue.CountFailed();
        if (_letter is not null)
        {
            Queue.DeadLettered(Entry, _isOneMore, HoldsKey);
            broker.DeadLetterChanged(_letter);
            broker.Tell(BrokerEventKind.DeadLettered, Queue.Name, Entry.Message, _attempts, failure);
        }
        else
        {
            // Before it can be delivered again.
            broker.Tell(BrokerEventKind.Retried, Queue.Name, Entry.Message, _attempts, failure);
            if (_due > 0)
                Queue.Delayed(Entry, _attempts, _allowanceFrom, _due);
            else
                Queue.Returned(Entry, _attempts, _allowanceFrom);
        }

        Complete(true);
    }

    protected override void Settle(BrokerStore store, QueueTable table)
    {
        var now = broker.Clock.Now;
        _due = delay > TimeSpan.Zero ? broker.Clock.After(delay.Value) : 0;
        if (IsLast)
        {
            table.Delete(Entry);
            (_letter, _isOneMore) = store.DeadLetters.Record(
                Queue.Name, Entry.Message, _attempts, failure, now, HoldsKey ? Entry : null);
        }
        else if (_due > 0 && !Entry.IsHead)
        {
            table.Delay(Entry, _due, _attempts, _allowanceFrom);
        }
        else
        {
            table.UpdateAttempts(Entry, _attempts, _allowanceFrom, _due > 0 ? _due : null);
        }
    }
}
