using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Elements;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Letters;

/// <summary>One page of the dead letters that match, with what can be done to several of them.</summary>
public partial class LetterList
{
    private readonly Selection _selection = new();
    private readonly HashSet<string> _busy = [];
    private DeadLetterGroup? _group;

    [Parameter]
    public DeadLetterCounts? Counts { get; set; }

    protected override bool MayNotMatch => Filter.Text is not null;

    private IReadOnlyList<string> Page => [.. Rows.Items.Select(row => row.Item.Id)];

    private IReadOnlyList<DeadLetterView> Selected => [.. Rows.Items.Select(row => row.Item).Where(letter => _selection.Contains(letter.Id))];

    private bool IsFiltered => Filter != new DeadLetterFilter();

    private bool OnlyFailed => Filter == new DeadLetterFilter(Status: DeadLetterStatus.Failed);

    private string EmptyTitle => !IsFiltered ? "No dead letters" : OnlyFailed ? "Nothing is waiting for you" : "No dead letter matches the filter";

    private string EmptyText => IsFiltered && !OnlyFailed
        ? "Take something out of the filter, or look at another status."
        : "A message that fails for good appears here by itself.";

    /// <summary>How many match on all pages, in words; null while that is not known.</summary>
    private string? Matching => Counts is null
        ? null
        : Figures.Count(Filter.Status is { } only ? Counts.ByStatus.GetValueOrDefault(only) : Counts.ByStatus.Values.Sum()) + (Counts.IsExact ? "" : "+");

    protected override string AddressOf(string? after) => DeadLetterAddress.List(Filter, after);

    protected override DateTimeOffset FailedAt(DeadLetterView item) => item.FailedAt;

    protected override bool MayMatch(DeadLetterFilter filter, DeadLetterView item) => DeadLetterMatch.MayMatch(filter, item);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Follow<DeadLetterGroup>(changes =>
        {
            var newest = changes.FirstOrDefault(group => group.Id == _group?.Id);
            if (newest is not null && newest.Version > _group!.Version) _group = newest;
        });
        Follow<DeadLetterGone>(Leave);
        Follow<OperationView>(changes =>
        {
            // Behind those that went away are others: the page is filled up again.
            if (changes.Any(operation => operation is { Kind: OperationKind.Delete, State: OperationState.Completed }) && !Rows.Frozen)
                _ = ShowAgainAsync();
        });
    }

    protected override async Task<Outcome<Page<DeadLetterView>>> ReadAsync(DeadLetterFilter filter, string? after, CancellationToken token)
    {
        if (filter.Group is { } id && _group is null) _group = await Gateway.FindGroupAsync(id, token);
        return await Gateway.ListAsync(filter, new PageRequest(After: after), token);
    }

    protected override void Leaving(DeadLetterFilter? before)
    {
        if (before?.Group != Filter.Group) _group = null;
        _selection.Clear();
    }

    protected override void Shown()
    {
        if (IsStale) _selection.Clear(); // of what was ticked meanwhile nothing is shown any more
    }

    /// <summary>Somebody else, or retention, has deleted them. A page that this leaves empty shows what comes after it.</summary>
    private void Leave(IReadOnlyList<DeadLetterGone> gone)
    {
        List<string> ids = [.. gone.Select(letter => letter.Id)];
        var shown = Rows.Items.Count;
        Remove(ids);
        _selection.Forget(ids);
        if (shown > 0 && Rows.Items.Count == 0) _ = ShowAgainAsync();
    }

    private void Toggle(string id, bool range) => _selection.Toggle(id, range, Page);

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
        if (changed is not null && !IsGone) Rows.Apply([changed]);
    }
}
