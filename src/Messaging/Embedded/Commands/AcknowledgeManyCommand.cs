using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>Deletes handled messages of one queue. Those whose lease was lost on the way are noted, and nothing is done for them.</summary>
/// <param name="queue">The queue.</param>
/// <param name="entries">The messages, reserved for settling.</param>
/// <param name="broker">The clock and the listeners.</param>
internal sealed class AcknowledgeManyCommand(QueueState queue, List<Entry> entries, BrokerContext broker) : WriterCommand<List<Entry>>
{
    private readonly List<Entry> _lost = [];
    private List<DeadLetter>? _resolved;

    public override bool NeedsSpace => false;

    public override bool IsShort => true;

    public override CommandKind Kind => CommandKind.Settlement;

    public override void Execute(BrokerStore store)
    {
        _lost.Clear();
        _resolved = null;
        foreach (var entry in entries)
        {
            if (queue.Deleting || entry.IsForgotten)
                _lost.Add(entry);
        }

        if (_lost.Count == entries.Count)
            return;
        var table = store.Table(queue.Id);
        foreach (var entry in _lost.Count == 0 ? entries : entries.Except(_lost))
        {
            table.Delete(entry);
            if (ReplayResolution.Resolve(store, queue, entry, broker.Clock) is { } resolved)
                (_resolved ??= []).Add(resolved);
        }
    }

    public override void Committed()
    {
        var handled = entries;
        if (_lost.Count > 0)
            handled = [.. entries.Except(_lost)];
        queue.Acknowledged(CollectionsMarshal.AsSpan(handled));
        foreach (var resolved in _resolved ?? [])
            broker.DeadLetterChanged(resolved);
        if (broker.IsObserved)
        {
            foreach (var entry in handled)
                broker.Tell(BrokerEventKind.Acknowledged, queue.Name, entry.Message, entry.Attempts + 1);
        }

        Complete(_lost);
    }

    public override void Failed(Exception exception)
    {
        foreach (var entry in entries)
            queue.EndSettling(entry);
        base.Failed(exception);
    }
}
