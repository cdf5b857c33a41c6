using System.Globalization;
using Messaging;
using Portal.Client.Contracts;
using Portal.Client.Messages;

namespace Portal.Journeys;

internal sealed class MessageGateway(IJournal journal, JourneyReader kept, MessageContents contents) : IMessageGateway
{
    private const int MaxRecords = 2000;

    public IReadOnlyList<string> KnownTypes() => MessageTypes.All;

    public async Task<JourneyView> JourneyAsync(string correlationId, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadConversationAsync(correlationId, MaxRecords, cancellationToken);
        var notes = await kept.ReadAsync(correlationId, cancellationToken);

        // A message has at least one record: so many messages and attempts are more than were read.
        var isTruncated = entries.Count >= MaxRecords;
        return new JourneyView(correlationId, Trail.Of(entries, notes.Calls), await GapsAsync(entries, cancellationToken), isTruncated);
    }

    public async Task<MessageDetail?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadMessageAsync(id, cancellationToken);
        if (entries.Count == 0)
            return null;
        var journey = await JourneyAsync(entries[0].CorrelationId, cancellationToken);
        var message = journey.Messages.FirstOrDefault(m => m.Id == id) ?? Trail.Of(entries, [])[0];
        return new MessageDetail(
            message,
            [.. entries.Select(e => e.ToView())],
            Relatives.CausesOf(message, journey.Messages),
            Relatives.EffectsOf(message, journey.Messages),
            await contents.FindAsync(message, cancellationToken),
            await GapsAsync(entries, cancellationToken));
    }

    public async Task<MessageContent> ContentAsync(string id, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadMessageAsync(id, cancellationToken);
        return entries.Count == 0
            ? new MessageContent(ContentSource.None, WhyNot: "Nothing is known of this message.")
            : await contents.FindAsync(Trail.Of(entries, [])[0], cancellationToken);
    }

    public async Task<Outcome<Page<MessageRow>>> ListAsync(MessageQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        long? before = null;
        if (page.After is not null)
        {
            if (!long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor))
                return Problem.Invalid("after", "is not a cursor that a list has answered with");
            before = cursor;
        }

        if (query.Correlation is { Length: > 0 } correlation)
            return await OfConversationAsync(correlation, query, cancellationToken);
        var found = await journal.ListAsync(new JournalQuery(query.Type, query.From, query.To, page.Limit, before), cancellationToken);
        return new Page<MessageRow>(MessageRows.Of(found.Entries), found.Next?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A conversation is short, and comes as a whole.</summary>
    private async Task<Page<MessageRow>> OfConversationAsync(string correlation, MessageQuery query, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadConversationAsync(correlation, MaxRecords, cancellationToken);
        return new Page<MessageRow>(
            MessageRows.Of(entries.Reverse().Where(e =>
                (query.Type is null || e.Type == query.Type) && (query.From is null || e.At >= query.From) && (query.To is null || e.At < query.To))),
            null);
    }

    private async Task<IReadOnlyList<GapView>> GapsAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return [];
        var gaps = await journal.ReadGapsAsync(entries[0].At, cancellationToken);
        return [.. gaps.Where(g => g.From <= entries[^1].At).Select(g => g.ToView())];
    }
}
