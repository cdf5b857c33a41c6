using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Elements;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Letters;

/// <summary>One page of the dead letters that match, newest failure first, with what can be done to several of them.</summary>
public partial class LetterList
{
    private readonly Selection _selection = new();
    private readonly HashSet<string> _busy = [];
    private LiveRows<DeadLetterView> _rows = new(_ => false, letter => letter.FailedAt);
    private LiveRows<DeadLetterView>? _coming;
    private DeadLetterGroup? _group;
    private string? _next;
    private DateTimeOffset? _searchedTo;
    private (DeadLetterFilter Filter, string? After)? _loaded;

    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    [Parameter]
    public string? After { get; set; }

    [Parameter]
    public DeadLetterCounts? Counts { get; set; }

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

    private IReadOnlyList<string> Page => [.. _rows.Items.Select(row => row.Item.Id)];

    private IReadOnlyList<DeadLetterView> Selected => [.. _rows.Items.Select(row => row.Item).Where(letter => _selection.Contains(letter.Id))];

    private bool IsFiltered => Filter != new DeadLetterFilter();

    private bool OnlyFailed => Filter == new DeadLetterFilter(Status: DeadLetterStatus.Failed);

    private string EmptyTitle => !IsFiltered ? "No dead letters" : OnlyFailed ? "Nothing is waiting for you" : "No dead letter matches the filter";

    private string EmptyText => IsFiltered && !OnlyFailed
        ? "Take something out of the filter, or look at another status."
        : "A message that fails for good appears here by itself.";

    /// <summary>The feed cannot tell whether a letter is one of these.</summary>
    private bool MayNotMatch => Filter.Text is not null;

    /// <summary>How many match on all pages, in words; null while that is not known.</summary>
    private string? Matching => Counts is null
        ? null
        : Figures.Count(Filter.Status is { } only ? Counts.ByStatus.GetValueOrDefault(only) : Counts.ByStatus.Values.Sum()) + (Counts.IsExact ? "" : "+");

    protected override void OnInitialized()
    {
        Follow<DeadLetterView>(changes =>
        {
            _rows.Apply(changes);
            if (_rows.HasOnlyNew && _coming is null && After is null && !MayNotMatch) _ = ShowAgainAsync();
            _coming?.Apply(changes); // should the list be behind what is told
        });
        Follow<DeadLetterGroup>(changes =>
        {
            var newest = changes.FirstOrDefault(group => group.Id == _group?.Id);
            if (newest is not null && newest.Version > _group!.Version) _group = newest;
        });
        Follow<DeadLetterGone>(Leave);
        Follow<OperationView>(changes =>
        {
            // Behind those that went away are others: the page is filled up again.
            if (changes.Any(operation => operation is { Kind: OperationKind.Delete, State: OperationState.Completed }) && !_rows.Frozen)
                _ = ShowAgainAsync();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Filter, After)) return;

        if (_loaded?.Filter.Group != Filter.Group) _group = null;
        BecomeStale();
        _loaded = (Filter, After);
        _selection.Clear();
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var filter = Filter;
        var rows = _coming = new LiveRows<DeadLetterView>(letter => DeadLetterMatch.MayMatch(filter, letter), letter => letter.FailedAt);
        if (_rows.Frozen) rows.Freeze();
        await LoadAsync(
            async token =>
            {
                if (filter.Group is { } id && _group is null) _group = await Gateway.FindGroupAsync(id, token);
                return await Gateway.ListAsync(filter, new PageRequest(After: After), token);
            },
            page =>
            {
                rows.EndLoad(page.Items);
                (_rows, _coming) = (rows, null);
                (_next, _searchedTo) = (page.Next, page.SearchedTo);
                if (IsStale) _selection.Clear(); // of what was ticked meanwhile nothing is shown any more
            });
    }

    private async Task ShowAgainAsync()
    {
        await ReloadAsync();
        if (!IsGone) StateHasChanged();
    }

    /// <summary>Somebody else, or retention, has deleted them. A page that this leaves empty shows what comes after it.</summary>
    private void Leave(IReadOnlyList<DeadLetterGone> gone)
    {
        List<string> ids = [.. gone.Select(letter => letter.Id)];
        var shown = _rows.Items.Count;
        _rows.Remove(ids);
        _coming?.Remove(ids);
        _selection.Forget(ids);
        if (shown > 0 && _rows.Items.Count == 0) _ = ShowAgainAsync();
    }

    private void Toggle(string id, bool range) => _selection.Toggle(id, range, Page);

    private void Freeze(bool freeze)
    {
        if (freeze) _rows.Freeze();
        else _rows.Thaw();
    }

    private async Task ShowNewAsync()
    {
        if (After is not null) Navigation.NavigateTo(DeadLetterAddress.List(Filter)); // new ones are on the first page
        else await ReloadAsync();
    }

    private async Task StartSelectedAsync(OperationKind kind)
    {
        if (await StartAsync(new BulkRequest(kind, _selection.AllMatching ? null : Selected, Filter)) && !IsGone) _selection.Clear();
    }

    private Task ReplayAsync(DeadLetterView letter) =>
        DoAsync(letter, "replay the message", token => Gateway.ReplayAsync(letter.Id, null, By, token), replayed => $"The message is back in {replayed.Queue}");

    private Task ArchiveAsync(DeadLetterView letter) =>
        DoAsync(letter, "archive the dead letter", token => Gateway.ArchiveAsync(letter.Id, By, token), ArchiveWords.Done);

    private async Task DoAsync(
        DeadLetterView letter, string what, Func<CancellationToken, Task<Outcome<DeadLetterView>>> act, Func<DeadLetterView, string> done)
    {
        if (!_busy.Add(letter.Id)) return;

        var changed = await AskAsync(what, act, done);
        _busy.Remove(letter.Id);
        if (changed is not null && !IsGone) _rows.Apply([changed]);
    }
}
