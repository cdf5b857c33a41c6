namespace Messaging.Embedded;

/// <summary>Moves delayed messages that are due to the end of their queue, and lets the heads of keys go whose retry is due.</summary>
/// <param name="queue">The queue.</param>
/// <param name="now">Unix milliseconds.</param>
/// <param name="damaged">Told when what is due cannot be read; it then stays where it is, and so does what is due later.</param>
internal sealed class PromoteDueCommand(QueueState queue, long now, Action<StoreDamagedException> damaged) : WriterCommand
{
    private const int Max = 500;
    private const int RetryAfter = 250;

    private List<Entry> _promoted = [];
    private long? _nextDue;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting || queue.IsDueStopped)
            return;
        var table = store.Table(queue.Id);
        _promoted = table.PromoteDue(now, Max);
        _nextDue = table.NextDue();
    }

    public override void Committed()
    {
        queue.Promoted(_nextDue, now);
        foreach (var entry in _promoted)
            queue.Arrived(entry, promoted: true);
    }

    // They stay delayed and due. Not tried again at once: the writer would do nothing else while its disk is full.
    public override void Failed(Exception exception)
    {
        if (exception is StoreDamagedException damage)
        {
            queue.StopDue();
            damaged(damage);
        }

        queue.Promoted(now + RetryAfter, now);
    }
}
