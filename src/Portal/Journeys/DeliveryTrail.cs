using Messaging;
using Portal.Client.Messages;

namespace Portal.Journeys;

/// <summary>What happened to one message at one queue.</summary>
internal static class DeliveryTrail
{
    public static DeliveryView Of(IReadOnlyList<JournalEntry> entries, ILookup<(string, string, int), KeptCall> calls)
    {
        var attempts = new List<AttemptView>();
        var replays = new List<ReplayView>();
        foreach (var entry in entries)
        {
            switch (entry.Kind)
            {
                case BrokerEventKind.Delivered:
                    Interrupt(attempts);
                    attempts.Add(new AttemptView(
                        entry.DeliveryCount, entry.At, null, AttemptOutcome.UnderWay, null, null, [.. Calls(calls, entry)]));
                    break;
                case BrokerEventKind.Acknowledged or BrokerEventKind.Retried or BrokerEventKind.DeadLettered when entry.DeliveryCount > 0:
                    End(attempts, entry, calls);
                    break;
                case BrokerEventKind.Replayed:
                    replays.Add(new ReplayView(entry.At, entry.By));
                    break;
            }
        }

        return new DeliveryView(entries[0].Queue, entries[0].At, StateOf(entries), attempts, replays);
    }

    private static void End(List<AttemptView> attempts, JournalEntry entry, ILookup<(string, string, int), KeptCall> calls)
    {
        var outcome = entry.Kind switch
        {
            BrokerEventKind.Acknowledged => AttemptOutcome.Handled,
            BrokerEventKind.Retried => AttemptOutcome.Retried,
            _ => AttemptOutcome.DeadLettered,
        };
        var index = attempts.FindLastIndex(a => a.Number == entry.DeliveryCount);

        // Its beginning may be in a gap.
        var attempt = index < 0
            ? new AttemptView(entry.DeliveryCount, entry.At, null, outcome, null, null, [.. Calls(calls, entry)])
            : attempts[index];
        attempt = attempt with { EndedAt = entry.At, Outcome = outcome, Reason = ReasonOf(entry), Detail = entry.Detail };
        if (index < 0)
            attempts.Add(attempt);
        else
            attempts[index] = attempt;
    }

    /// <summary>What is to be tried again has not exhausted its attempts, though that is what the broker would say once it has.</summary>
    private static string? ReasonOf(JournalEntry entry) =>
        entry is { Kind: BrokerEventKind.Retried, Reason: DeadLetterReasons.AttemptsExhausted } ? null : entry.Reason;

    /// <summary>Delivered again without a word about the attempt before.</summary>
    private static void Interrupt(List<AttemptView> attempts)
    {
        if (attempts.Count > 0 && attempts[^1].Outcome is AttemptOutcome.UnderWay)
            attempts[^1] = attempts[^1] with { Outcome = AttemptOutcome.Interrupted };
    }

    private static DeliveryState StateOf(IReadOnlyList<JournalEntry> entries) => entries[^1].Kind switch
    {
        BrokerEventKind.Delivered => DeliveryState.UnderWay,
        BrokerEventKind.Acknowledged => DeliveryState.Handled,
        BrokerEventKind.Retried => DeliveryState.Retrying,
        BrokerEventKind.DeadLettered => DeliveryState.DeadLettered,
        BrokerEventKind.Replayed => DeliveryState.Replayed,
        BrokerEventKind.Expired => DeliveryState.Expired,
        BrokerEventKind.Purged => DeliveryState.Purged,
        BrokerEventKind.Duplicate => entries.Count > 1 ? StateOf([.. entries.Take(entries.Count - 1)]) : DeliveryState.Handled,
        _ => DeliveryState.Waiting,
    };

    private static IEnumerable<CallView> Calls(ILookup<(string, string, int), KeptCall> calls, JournalEntry entry) =>
        calls[(entry.MessageId, entry.Queue, entry.DeliveryCount)].OrderBy(c => c.At).Select(c => new CallView(
            c.Party, c.Method, c.Path, DateTimeOffset.FromUnixTimeMilliseconds(c.At), Math.Round(c.Milliseconds, 2), c.StatusCode, c.Error));
}
