using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.Live;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Lists;

/// <summary>
/// One page of what matches the filter, newest failure first. It is worked with: what it shows stays where it is (<see cref="LiveRows{T}"/>),
/// also while another page is read to take its place, and both hear what changes meanwhile.
/// </summary>
public abstract class DeskList<T> : DeskComponent
    where T : class, ILiveEntity
{
    private LiveRows<T>? _coming;
    private (DeadLetterFilter Filter, string? After)? _loaded;

    protected DeskList() => Rows = new LiveRows<T>(_ => false, FailedAt);

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
    protected IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private protected LiveRows<T> Rows { get; private set; }

    /// <summary>Where the next page begins; null when there is none.</summary>
    protected string? Next { get; private set; }

    /// <summary>How far back was searched, when the search ended there and not at the end.</summary>
    protected DateTimeOffset? SearchedTo { get; private set; }

    protected bool IsEmpty => Rows.Items.Count == 0 && Rows.New == 0 && SearchedTo is null;

    /// <summary>The filter has words that the feed cannot look for.</summary>
    protected abstract bool MayNotMatch { get; }

    /// <summary>Where a page of this list is, with the present filter.</summary>
    protected abstract string AddressOf(string? after);

    protected abstract DateTimeOffset FailedAt(T item);

    /// <summary>Whether the feed's news of it are news for this list.</summary>
    protected abstract bool MayMatch(DeadLetterFilter filter, T item);

    /// <summary>Reads a page, not in the renderer's context.</summary>
    protected abstract Task<Outcome<Page<T>>> ReadAsync(DeadLetterFilter filter, string? after, CancellationToken token);

    /// <summary>Another page is about to be read: with another filter, or of the same.</summary>
    protected virtual void Leaving(DeadLetterFilter? before)
    {
    }

    /// <summary>A page was read and is shown now.</summary>
    protected virtual void Shown()
    {
    }

    protected override void OnInitialized() => Follow<T>(changes =>
    {
        Rows.Apply(changes);
        if (Rows.HasOnlyNew && _coming is null && After is null && !MayNotMatch) _ = ShowAgainAsync();
        _coming?.Apply(changes); // should the list be behind what is told
    });

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Filter, After)) return;

        Leaving(_loaded?.Filter);
        BecomeStale();
        _loaded = (Filter, After);
        await ReloadAsync();
    }

    protected async Task ReloadAsync()
    {
        var (filter, after) = (Filter, After);
        var rows = _coming = new LiveRows<T>(item => MayMatch(filter, item), FailedAt);
        if (Rows.Frozen) rows.Freeze();
        await LoadAsync(
            token => ReadAsync(filter, after, token),
            page =>
            {
                rows.EndLoad(page.Items);
                (Rows, _coming) = (rows, null);
                (Next, SearchedTo) = (page.Next, page.SearchedTo);
                Shown();
            });
    }

    /// <summary>Reads the page again, and renders.</summary>
    protected async Task ShowAgainAsync()
    {
        await ReloadAsync();
        if (!IsGone) StateHasChanged();
    }

    /// <summary>New ones are on the first page.</summary>
    protected async Task ShowNewAsync()
    {
        if (After is not null) Navigation.NavigateTo(AddressOf(null));
        else await ReloadAsync();
    }

    /// <summary>Takes away what does not exist any more.</summary>
    protected void Remove(IReadOnlyList<string> ids)
    {
        Rows.Remove(ids);
        _coming?.Remove(ids);
    }

    protected void Freeze(bool freeze)
    {
        if (freeze) Rows.Freeze();
        else Rows.Thaw();
    }
}
