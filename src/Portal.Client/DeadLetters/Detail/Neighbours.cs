using Portal.Client.Contracts;

namespace Portal.Client.DeadLetters.Detail;

/// <summary>
/// The dead letters before and after one in a view, newest failure first. Asked of the server each time, so a link that was sent to
/// somebody knows them, too; they need not match any more when the one in the middle has just been dealt with.
/// </summary>
/// <param name="Newer">The id of the one above it, or null.</param>
/// <param name="Older">The id of the one below it, or null.</param>
public sealed record Neighbours(string? Newer, string? Older)
{
    private static readonly TimeSpan OneStep = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan FirstWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWindow = TimeSpan.FromDays(36_500);

    public static async Task<Neighbours> FindAsync(
        IDeadLetterGateway gateway, DeadLetterFilter filter, DeadLetterView letter, CancellationToken cancellationToken) =>
        new(await NewerAsync(gateway, filter, letter, cancellationToken), await OlderAsync(gateway, filter, letter, cancellationToken));

    private static async Task<string?> OlderAsync(IDeadLetterGateway gateway, DeadLetterFilter filter, DeadLetterView letter, CancellationToken cancellationToken)
    {
        var to = Earlier(filter.To, letter.FailedAt + OneStep);
        var page = new PageRequest();
        while (true)
        {
            var found = await gateway.ListAsync(filter with { To = to }, page, cancellationToken);
            if (!found.Succeeded) return null;
            if (found.Value.Items.FirstOrDefault(other => Compare(other, letter) < 0) is { } older) return older.Id;
            if (found.Value.Next is null) return null;

            page = new PageRequest(PageRequest.MaxLimit, found.Value.Next); // many in the same millisecond
        }
    }

    // Lists go from new to old only. What is just above one is looked for in a window of time after it, which grows until
    // something is in it, and is then halved while there is more in it than a page.
    private static async Task<string?> NewerAsync(IDeadLetterGateway gateway, DeadLetterFilter filter, DeadLetterView letter, CancellationToken cancellationToken)
    {
        var (empty, window) = (TimeSpan.Zero, FirstWindow);
        while (true)
        {
            var wanted = filter with { From = Later(filter.From, letter.FailedAt), To = Earlier(filter.To, letter.FailedAt + window) };
            var found = await gateway.ListAsync(wanted, new PageRequest(), cancellationToken);
            if (!found.Succeeded) return null;

            var newer = found.Value.Items.LastOrDefault(other => Compare(other, letter) > 0);
            var isWhole = found.Value.Next is null || found.Value.Items.Any(other => Compare(other, letter) <= 0);
            if (newer is null)
            {
                if (window >= LastWindow || wanted.To == filter.To) return null;
                (empty, window) = (window, window * 16);
            }
            else if (isWhole)
            {
                return newer.Id;
            }
            else if (window - empty <= OneStep)
            {
                return await LastNewerAsync(wanted, newer, found.Value.Next);
            }
            else
            {
                (empty, window) = await HalveAsync(empty, window);
            }
        }

        async Task<(TimeSpan Empty, TimeSpan Window)> HalveAsync(TimeSpan empty, TimeSpan full)
        {
            var half = empty + ((full - empty) / 2);
            var wanted = filter with { From = Later(filter.From, letter.FailedAt), To = Earlier(filter.To, letter.FailedAt + half) };
            var found = await gateway.ListAsync(wanted, new PageRequest(1), cancellationToken);
            return found.Value?.Items.Any(other => Compare(other, letter) > 0) == true ? (empty, half) : (half, full);
        }

        // Many failed in the same millisecond: there is nothing left to halve.
        async Task<string?> LastNewerAsync(DeadLetterFilter wanted, DeadLetterView newer, string? after)
        {
            while (after is not null)
            {
                var found = await gateway.ListAsync(wanted, new PageRequest(PageRequest.MaxLimit, after), cancellationToken);
                if (!found.Succeeded) return null;

                newer = found.Value.Items.LastOrDefault(other => Compare(other, letter) > 0) ?? newer;
                after = found.Value.Items.Any(other => Compare(other, letter) <= 0) ? null : found.Value.Next;
            }

            return newer.Id;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one is { } time && time > other ? time : other;

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one is { } time && time < other ? time : other;

    // The order of the list: by the time of the failure, then by id, which is a number.
    private static int Compare(DeadLetterView a, DeadLetterView b)
    {
        var byTime = a.FailedAt.CompareTo(b.FailedAt);
        if (byTime != 0) return byTime;
        return a.Id.Length != b.Id.Length ? a.Id.Length.CompareTo(b.Id.Length) : string.CompareOrdinal(a.Id, b.Id);
    }
}
