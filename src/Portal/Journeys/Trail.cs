using Messaging;
using Portal.Client.Messages;

namespace Portal.Journeys;

/// <summary>Puts what the journal says of a conversation together, message by message. A pure function.</summary>
internal static class Trail
{
    private static readonly string[] _services = ["sales", "billing", "warehouse", "compute"];

    /// <param name="entries">Of the journal, in sequence.</param>
    /// <param name="calls">The calls to third parties that are known.</param>
    public static List<MessageView> Of(IReadOnlyList<JournalEntry> entries, IReadOnlyList<KeptCall> calls)
    {
        var caused = entries.Where(e => e.CausationId is not null).GroupBy(e => e.CausationId!)
            .ToDictionary(g => g.Key, g => g.Select(e => e.MessageId).Distinct().ToList(), StringComparer.Ordinal);
        var callsOf = calls.ToLookup(c => (c.MessageId, c.Queue, c.DeliveryCount));
        return
        [
            .. entries.GroupBy(e => e.MessageId).Select(message =>
            {
                var first = message.First();
                return new MessageView(
                    first.MessageId,
                    first.Type,
                    first.CorrelationId,
                    first.CausationId,
                    SenderOf(first.Type),
                    first.At,
                    [
                        .. message.Where(e => e.Kind is not BrokerEventKind.Unroutable).GroupBy(e => e.Queue)
                            .Select(queue => DeliveryTrail.Of([.. queue], callsOf)),
                    ],
                    caused.GetValueOrDefault(first.MessageId) ?? []);
            }),
        ];
    }

    public static MessageEntry ToView(this JournalEntry entry) => new(
        entry.Sequence, entry.At, WhatOf(entry.Kind), entry.Queue, entry.DeliveryCount, entry.Reason, entry.Detail, entry.By);

    public static string WhatOf(BrokerEventKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static GapView ToView(this JournalGap gap) => new(gap.From, gap.To, gap.Lost);

    /// <summary>A type's name begins with the service that sends it; nothing else says who did.</summary>
    private static string SenderOf(string type)
    {
        var service = type.Split('.', 2)[0];
        return _services.Contains(service) ? service : "outside";
    }
}
