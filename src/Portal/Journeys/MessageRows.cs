using Messaging;
using Portal.Client.Messages;

namespace Portal.Journeys;

/// <summary>Entries of the journal, newest first, as one row for each message that is among them.</summary>
internal static class MessageRows
{
    public static List<MessageRow> Of(IEnumerable<JournalEntry> entries) =>
    [
        .. entries.GroupBy(e => e.MessageId).Select(message =>
        {
            var last = message.First();
            return new MessageRow(
                last.MessageId,
                last.Type,
                last.CorrelationId,
                last.At,
                Trail.WhatOf(last.Kind),
                [.. message.Select(e => e.Queue).Distinct().Order(StringComparer.Ordinal)],
                message.Max(e => e.DeliveryCount),
                last.Reason);
        }),
    ];
}
