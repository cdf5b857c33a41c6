using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// At the first opening after a process ended without closing: counts the attempts that were under way, and says which messages
/// are suspected of having ended it. Those are delivered one at a time (<see cref="SuspectGate"/>). An attempt counts against the
/// allowance when the message was alone, or alone among the suspects; one that was only near it keeps its allowance.
///
/// Crash window: between the commit here and <see cref="InFlightLedger.Clear"/> the same lines are read again at the next start;
/// they name the attempt, so it is not counted twice.
/// </summary>
internal sealed class CrashRecovery(BrokerStore store, InFlightLedger ledger, BrokerContext broker, ILogger logger)
{
    private static readonly Failure _failure = new(
        DeadLetterReasons.ProcessEnded, null, "The process ended while the message was being handled, as often as it may be tried.");

    /// <summary>The suspects of each queue: sequence, and line in the ledger.</summary>
    public Dictionary<long, Dictionary<long, int>> Run()
    {
        var suspects = new Dictionary<long, Dictionary<long, int>>();
        if (ledger.Left.Count == 0)
        {
            ledger.Clear();
            return suspects;
        }

        var left = ledger.Left;
        var leased = left.Count(line => line.State != InFlightState.Suspected);
        var queues = store.Queues().ToDictionary(q => q.Id);
        var letters = new List<DeadLetter>();
        var found = new List<(InFlightLine Line, int Attempts)>();
        store.Begin();
        foreach (var line in left)
        {
            if (!queues.TryGetValue(line.QueueId, out var queue) || store.Table(queue.Id).Find(line.Sequence) is not { } entry)
                continue;
            var counts = line.State == InFlightState.SuspectLeased || (line.State == InFlightState.Leased && leased == 1);
            if (Count(entry, line, counts) && entry.Attempts - entry.AllowanceFrom >= queue.Options.MaxDeliveryAttempts)
                letters.Add(DeadLetter(queue.Name, queue.Options, store.Table(queue.Id), entry));
            else
                found.Add((line, entry.Attempts));
        }

        store.Flush();
        FaultPoint.Hit("broker-recovery-before-commit");
        store.Commit();
        FaultPoint.Hit("broker-recovery-after-commit");
        ledger.Clear();
        foreach (var (line, attempts) in found)
        {
            var ofQueue = suspects.TryGetValue(line.QueueId, out var known) ? known : suspects[line.QueueId] = [];
            ofQueue[line.Sequence] = ledger.Add(InFlightState.Suspected, line.QueueId, line.Sequence, attempts);
        }

        Log.EndedInFlight(logger, leased, found.Count, letters.Count);
        foreach (var letter in letters)
            broker.DeadLetterChanged(letter);
        return suspects;
    }

    /// <summary>Counts the attempt that was under way, if there was one and it was not counted yet. True when it counts against the allowance.</summary>
    private bool Count(Entry entry, InFlightLine line, bool countsAgainstAllowance)
    {
        if (line.State == InFlightState.Suspected || entry.Attempts > line.Attempts)
            return false;
        var more = line.Attempts + 1 - entry.Attempts;
        entry.Attempts += more;
        if (!countsAgainstAllowance)
            entry.AllowanceFrom += more;
        store.Table(line.QueueId).UpdateAttempts(entry, entry.Attempts, entry.AllowanceFrom, null);
        return countsAgainstAllowance;
    }

    private DeadLetter DeadLetter(string queue, QueueOptions options, QueueTable table, Entry entry)
    {
        table.Delete(entry);
        var holds = options is { Ordering: true, WhenKeyFails: WhenKeyFails.Hold } && entry.Key is not null;
        var (letter, _) = store.DeadLetters.Record(queue, entry.Message, entry.Attempts, _failure, broker.Clock.Now, holds ? entry : null);
        broker.Tell(BrokerEventKind.DeadLettered, queue, entry.Message, entry.Attempts, _failure);
        return letter;
    }
}
