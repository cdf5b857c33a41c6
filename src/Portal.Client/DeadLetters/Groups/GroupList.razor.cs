using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.DeadLetters.Letters;
using Portal.Client.Live;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Groups;

/// <summary>The groups that have a dead letter that matches, newest failure first.</summary>
public partial class GroupList
{
    private const int PageLength = 25;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private LiveRows<DeadLetterGroup> _rows = new(_ => false, group => group.LastFailedAt);
    private LiveRows<DeadLetterGroup>? _coming;
    private string? _next;
    private DateTimeOffset? _searchedTo;
    private bool _looking;
    private (DeadLetterFilter Filter, string? After)? _loaded;

    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    [Parameter]
    public string? After { get; set; }

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<OperationView> Operations { get; set; } = [];

    /// <summary>Asks how, and starts it; false when it was not started.</summary>
    [Parameter]
    [EditorRequired]
    public Func<BulkRequest, Task<bool>> StartAsync { get; set; } = null!;

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

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

    /// <summary>The feed cannot tell whether a group is one of these.</summary>
    private bool MayNotMatch => Filter.Text is not null || Filter.Queue is not null;

    protected override void OnInitialized()
    {
        Follow<DeadLetterGroup>(changes =>
        {
            _rows.Apply(changes);
            if (_rows.HasOnlyNew && _coming is null && After is null && !MayNotMatch) _ = ShowAgainAsync();
            _coming?.Apply(changes); // should the list be behind what is told
        });
        Follow<DeadLetterGone>(gone => _ = LookForGoneSoonAsync());
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Filter, After)) return;

        BecomeStale();
        _loaded = (Filter, After);
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var filter = Filter;
        var rows = _coming = new LiveRows<DeadLetterGroup>(group => DeadLetterMatch.MayMatch(filter, group), group => group.LastFailedAt);
        if (_rows.Frozen) rows.Freeze();
        await LoadAsync(
            token => Gateway.GroupsAsync(filter, new PageRequest(PageLength, After), token),
            page =>
            {
                rows.EndLoad(page.Items);
                (_rows, _coming) = (rows, null);
                (_next, _searchedTo) = (page.Next, page.SearchedTo);
            });
    }

    private async Task ShowAgainAsync()
    {
        await ReloadAsync();
        if (!IsGone) StateHasChanged();
    }

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
            foreach (var id in _rows.Items.Select(row => row.Item.Id).ToList())
            {
                var group = await Gateway.FindGroupAsync(id, Gone);
                if (group is null || group.Counts.Values.Sum() == 0) gone.Add(id); // one with a note is known without a letter
            }

            _rows.Remove(gone);
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

    private void Freeze(bool freeze)
    {
        if (freeze) _rows.Freeze();
        else _rows.Thaw();
    }

    private async Task ShowNewAsync()
    {
        if (After is not null) Navigation.NavigateTo(DeadLetterAddress.Groups(Filter));
        else await ReloadAsync();
    }
}
