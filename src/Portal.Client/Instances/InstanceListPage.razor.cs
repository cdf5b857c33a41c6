using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Instances;

public partial class InstanceListPage
{
    private readonly Selection _picked = new();
    private readonly Dictionary<string, ProcessFigures> _usage = [];
    private LiveList<InstanceView> _instances = LiveList<InstanceView>.Empty();
    private LiveList<InstanceView>? _coming;
    private IDisposable? _measured;
    private string? _next;
    private string? _text;
    private (string?, string?, string?, string?)? _loaded;

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    /// <summary>The state's name. Not called after it, because a page has a load state already.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? Filter { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IInstanceGateway Gateway { get; set; } = null!;

    [Inject]
    private IProcessFigures Processes { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => !string.IsNullOrEmpty(Text) || !string.IsNullOrEmpty(Filter);

    private string Order => Sort ?? "-launched";

    private string EmptyTitle => IsFiltered ? "No instance matches the filter" : After is null ? "No instances" : "No more instances";

    private string EmptyText => IsFiltered
        ? "Clear the filter to see all instances; a matching one appears here as soon as there is one."
        : "Launch one with the form above. It appears here at once, and you can watch it start.";

    private IReadOnlyList<InstanceView> Selected => [.. _instances.Items.Where(instance => _picked.Contains(instance.Id))];

    private bool AllSelected => _instances.Items.All(instance => _picked.Contains(instance.Id));

    private List<string> Ids => [.. _instances.Items.Select(instance => instance.Id)];

    protected override void OnInitialized()
    {
        Follow<InstanceView>(Apply);
        Follow<ProcessFigures>(samples =>
        {
            foreach (var sample in samples) _usage[sample.Id] = sample;
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Text, Filter, Sort, After);
        if (_loaded == wanted) return;

        BecomeStale();
        _loaded = wanted;
        _text = Text;
        await ReloadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        _measured?.Dispose();
        base.Dispose(disposing);
    }

    private Task ReloadAsync()
    {
        _ = InstanceFilter.TryParseSort(Sort, out var sort, out var descending); // an address that somebody mistyped: the default
        var filter = new InstanceFilter(string.IsNullOrWhiteSpace(Text) ? null : Text, WireName.Parse<InstanceState>(Filter), sort, descending);
        var instances = _coming = new LiveList<InstanceView>(
            filter.Matches,
            After is null ? filter.Compare : null, // new ones come into the first page
            PageRequest.DefaultLimit);
        return LoadAsync(
            token => Gateway.ListAsync(filter, new PageRequest(After: After), token),
            page =>
            {
                instances.EndLoad(page.Items);
                (_instances, _coming) = (instances, null);
                _next = page.Next;
                _picked.Keep(Ids);
                Measure();
            });
    }

    /// <summary>Has those on show measured, and no others.</summary>
    private void Measure()
    {
        var before = _measured;
        _measured = Processes.Watch(Ids);
        before?.Dispose();
        foreach (var id in Ids)
        {
            if (Processes.Recent(id) is [.., var last]) _usage[id] = last;
        }

        foreach (var id in _usage.Keys.Except(Ids).ToList()) _usage.Remove(id);
    }

    private void Apply(IReadOnlyList<InstanceView> changes)
    {
        var known = _instances.Items.Count;
        _instances.Apply(changes);
        _coming?.Apply(changes);
        foreach (var change in changes.Where(change => change.Pid is null)) _usage.Remove(change.Id);
        if (_instances.Items.Count != known) Measure();
    }

    // The answer to a request is a version like any other: shown at once, unless the feed was faster.
    private void Answered(InstanceView instance) => Apply([instance]);

    private void Pick(string id, bool range) => _picked.Toggle(Ids, id, range);

    private void SelectAll() => _picked.SetAll(Ids, !AllSelected);

    private void ClearSelection() => _picked.Clear();

    private void Search() => Navigation.NavigateTo(Address(_text, Filter, Sort));

    private void StateChanged(ChangeEventArgs e) => Navigation.NavigateTo(Address(_text, (string?)e.Value, Sort));

    private string Address(string? text, string? state, string? sort, string? after = null) =>
        Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri("instances").AbsoluteUri, new Dictionary<string, object?>
        {
            ["text"] = string.IsNullOrWhiteSpace(text) ? null : text,
            ["state"] = string.IsNullOrEmpty(state) ? null : state,
            ["sort"] = sort,
            ["after"] = after,
        });
}
