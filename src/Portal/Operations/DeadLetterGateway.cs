using System.Globalization;
using Messaging;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Http;

namespace Portal.Operations;

internal sealed class DeadLetterGateway(IBroker broker) : IDeadLetterGateway
{
    public async Task<Outcome<Page<DeadLetterView>>> ListAsync(
        DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        (DateTimeOffset, long)? after = null;
        if (page.After is not null)
        {
            if (!Cursor.TryParse(page.After, out var cursor) || !TryId(cursor.Id, out var id) || !cursor.IsTime)
                return Cursor.Malformed;
            after = (DateTimeOffset.FromUnixTimeMilliseconds(cursor.At), id);
        }

        Messaging.DeadLetterStatus? status = null;
        if (filter.Status is { } wanted)
        {
            // A status that nothing can be in yet has an empty list, not an error.
            if (!DeadLetterMapping.TryToStored(wanted, out var stored))
                return new Page<DeadLetterView>([], null);
            status = stored;
        }

        var letters = await broker.ListDeadLettersAsync(
            new DeadLetterQuery(Blank(filter.Queue), Blank(filter.Type), status, Blank(filter.Text), page.Limit + 1, after), cancellationToken);
        var items = letters.Take(page.Limit).ToList();
        var next = letters.Count > page.Limit
            ? new Cursor(items[^1].FailedAt.ToUnixTimeMilliseconds(), items[^1].Id.ToString(CultureInfo.InvariantCulture)).ToString()
            : null;
        return new Page<DeadLetterView>([.. items.Select(l => l.ToView())], next);
    }

    public async Task<DeadLetterDetail?> FindAsync(string id, CancellationToken cancellationToken) =>
        TryId(id, out var number) ? (await broker.FindDeadLetterAsync(number, cancellationToken))?.ToDetail() : null;

    public async Task<Outcome<DeadLetterView>> ReplayAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (!TryId(id, out var number))
            return Problem.NotFound("dead letter", id);
        try
        {
            return (await broker.ReplayAsync(number, by, cancellationToken)).ToView();
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    private static bool TryId(string id, out long number) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
