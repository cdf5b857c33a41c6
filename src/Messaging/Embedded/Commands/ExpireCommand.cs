using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>Removes messages that were not delivered in their time, or makes them dead letters where the queue asks for it.</summary>
/// <param name="queue">The queue.</param>
/// <param name="entries">The messages, taken as if leased.</param>
/// <param name="broker">The clock and the listeners.</param>
internal sealed class ExpireCommand(QueueState queue, List<Entry> entries, BrokerContext broker) : WriterCommand
{
    private const int RetryAfter = 250;
    private static readonly Failure _failure = new(DeadLetterReasons.Expired, null, "It was not delivered in its time.");

    private readonly List<(DeadLetter Letter, bool IsOneMore)> _letters = [];
    private readonly HashSet<Entry> _deadLettered = [];

    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store)
    {
        _letters.Clear();
        _deadLettered.Clear();
        entries.RemoveAll(entry => queue.Deleting || entry.IsForgotten);
        var table = store.Table(queue.Id);
        var now = broker.Clock.Now;
        foreach (var entry in entries)
        {
            table.Delete(entry);

            // A replay goes back to its dead letter, whatever the queue says: somebody waits for what becomes of it.
            if (queue.Options.DeadLetterExpired || ReplayResolution.Replayed(store, queue, entry) is not null)
            {
                _letters.Add(store.DeadLetters.Record(queue.Name, entry.Message, entry.Attempts, _failure, now));
                _deadLettered.Add(entry);
            }
        }
    }

    public override void Committed()
    {
        queue.Expired(CollectionsMarshal.AsSpan(entries), _letters.Count(l => l.IsOneMore));
        foreach (var (letter, _) in _letters)
            broker.DeadLetterChanged(letter);
        foreach (var entry in entries)
        {
            var kind = _deadLettered.Contains(entry) ? BrokerEventKind.DeadLettered : BrokerEventKind.Expired;
            broker.Tell(kind, queue.Name, entry.Message, entry.Attempts, _failure);
        }
    }

    // They stay, and are found again. Not at once: the writer would do nothing else while its disk is full.
    public override void Failed(Exception exception) => queue.KeepExpired(entries, broker.Clock.Now + RetryAfter);
}
