using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Live;

namespace Portal.Client.DeadLetters.Groups;

/// <summary>One page of the groups that have a dead letter that matches.</summary>
public partial class GroupList
{
    private const int PageLength = 25;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private bool _looking;

    protected override bool MayNotMatch => Filter.Text is not null || Filter.Queue is not null;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool OnlyStatus => Filter with { Status = null } == new DeadLetterFilter();

    private string EmptyTitle => (OnlyStatus, Filter.Status) switch
    {
        (true, null) => "No dead letters",
        (true, DeadLetterStatus.Failed) => "Nothing is waiting for you",
        (true, { } status) => $"Nothing is {WireName.Of(status)}",
        _ => "No group matches the filter",
    };

    private string EmptyText => OnlyStatus && (Filter.Status ?? DeadLetterStatus.Failed) == DeadLetterStatus.Failed
        ? "A message that fails for good appears here by itself, with others that failed alike."
        : "Take something out of the filter, or look at another status.";

    protected override string AddressOf(string? after) => DeadLetterAddress.Groups(Filter, after);

    protected override DateTimeOffset FailedAt(DeadLetterGroup item) => item.LastFailedAt;

    protected override bool MayMatch(DeadLetterFilter filter, DeadLetterGroup item) => DeadLetterMatch.MayMatch(filter, item);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Follow<DeadLetterGone>(gone => _ = LookForGoneSoonAsync());
    }

    protected override Task<Outcome<Page<DeadLetterGroup>>> ReadAsync(DeadLetterFilter filter, string? after, CancellationToken token) =>
        Gateway.GroupsAsync(filter, new PageRequest(PageLength, after), token);

    /// <summary>
    /// A group whose last letter was deleted has no newest version that could be told: after deletions those on show are asked for,
    /// at most every two seconds.
    /// </summary>
    private async Task LookForGoneSoonAsync()
    {
        if (_looking) return;

        _looking = true;
        try
        {
            await Task.Delay(LookEvery, Time, Gone);
            _looking = false; // what is deleted from here on is looked for again
            var gone = new List<string>();
            foreach (var id in Rows.Items.Select(row => row.Item.Id).ToList())
            {
                var group = await Gateway.FindGroupAsync(id, Gone);
                if (group is null || group.Counts.Values.Sum() == 0) gone.Add(id); // one with a note is known without a letter
            }

            Rows.Remove(gone);
            if (!IsGone) StateHasChanged();
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // Left before it was known.
        }
        catch (Exception exception) // they stay until the page is read again
        {
            ClientLog.LoadFailed(Logger(), exception);
        }
    }
}
