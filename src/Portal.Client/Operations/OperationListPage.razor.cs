using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Operations;

public partial class OperationListPage
{
    private LiveList<OperationView> _operations = LiveList<OperationView>.Empty();
    private LiveList<OperationView>? _coming;
    private string? _next;
    private (string? StateName, string? After)? _loaded;

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IOperationGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private OperationState? Wanted => WireName.Parse<OperationState>(StateName);

    protected override void OnInitialized() => Follow<OperationView>(Apply);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (StateName, After)) return;

        BecomeStale();
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        _loaded = (StateName, After);
        var wanted = Wanted;
        var operations = _coming = new LiveList<OperationView>(
            operation => wanted is null || operation.State == wanted,
            After is null ? Compare : null, // new ones come on top of the first page
            PageRequest.DefaultLimit);
        return LoadAsync(
            token => Gateway.ListAsync(wanted, new PageRequest(After: After), token),
            page =>
            {
                operations.EndLoad(page.Items);
                (_operations, _coming) = (operations, null);
                _next = page.Next;
            });
    }

    /// <summary>Those that are not over first. One that ends stays where it is until the page is loaded again: nothing moves under a hand.</summary>
    private static int Compare(OperationView a, OperationView b) =>
        OperationWords.IsOver(a.State) == OperationWords.IsOver(b.State)
            ? b.StartedAt.CompareTo(a.StartedAt)
            : OperationWords.IsOver(a.State).CompareTo(OperationWords.IsOver(b.State));

    private void Apply(IReadOnlyList<OperationView> changes)
    {
        _operations.Apply(changes);
        _coming?.Apply(changes);
    }

    private void Answered(OperationView operation) => Apply([operation]);

    private void Filter(ChangeEventArgs change) => Navigation.NavigateTo(AddressOf(change.Value as string, null));

    private string Address(string? after) => AddressOf(StateName, after);

    private string AddressOf(string? state, string? after) => Navigation.GetUriWithQueryParameters(
        Navigation.ToAbsoluteUri("operations").AbsoluteUri,
        new Dictionary<string, object?> { ["state"] = string.IsNullOrEmpty(state) ? null : state, ["after"] = after });
}
