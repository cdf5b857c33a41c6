namespace Messaging.Embedded;

/// <summary>Moves delayed messages that are due to the end of their queue, and lets the heads of keys go whose retry is due.</summary>
/// <param name="queue">The queue.</param>
/// <param name="now">Unix milliseconds.</param>
/// <param name="damaged">Told of each that cannot be read, once; it stays where it is, and holds up no other.</param>
internal sealed class PromoteDueCommand(QueueState queue, long now, Action<StoreDamagedException> damaged) : WriterCommand
{
    private const int Max = 500;
    private const int RetryAfter = 250;

    private List<Entry> _promoted = [];
    private long? _nextDue;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            return;
        var table = store.Table(queue.Id);
        _promoted = table.PromoteDue(now, Max, damaged);
        _nextDue = table.NextDue();
    }

    public override void Committed()
    {
        queue.Promoted(_nextDue, now);
        foreach (var entry in _promoted)
            queue.Arrived(entry, promoted: true);
    }

    // They stay delayed and due. Not tried again at once: the writer would do nothing else while its disk is full.
    public override void Failed(Exception exception) => queue.Promoted(now + RetryAfter, now);
}
