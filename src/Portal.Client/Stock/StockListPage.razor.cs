using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Stock;

public partial class StockListPage
{
    private readonly Dictionary<string, StockLevelView> _duringLoad = [];
    private LiveList<StockItem> _stock = LiveList<StockItem>.Empty();
    private string? _next;
    private string? _text;
    private (string?, bool, string?, string?)? _loaded;

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public bool Low { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => !string.IsNullOrEmpty(Text) || Low;

    private string Order => Low ? "available" : Sort ?? "sku";

    private string EmptyTitle => (IsFiltered, Low, After) switch
    {
        (true, true, _) when string.IsNullOrEmpty(Text) => "Nothing is low",
        (true, _, _) => "Nothing matches the filter",
        (_, _, null) => "Nothing in stock",
        _ => "No more",
    };

    private string EmptyText => IsFiltered
        ? "Clear the filter to see all of the stock."
        : "A product of the catalogue appears here by itself; book what comes in on its page.";

    protected override void OnInitialized() => Follow<StockLevelView>(Apply);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Text, Low, Sort, After);
        if (_loaded == wanted) return;

        _loaded = wanted;
        _text = Text;
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        _ = StockFilter.TryParseSort(Sort, out var sort, out var descending); // an address that somebody mistyped: the default
        var filter = new StockFilter(string.IsNullOrWhiteSpace(Text) ? null : Text, Low, sort, descending);
        _duringLoad.Clear();
        return LoadAsync(
            token => Gateway.ListAsync(filter, new PageRequest(After: After), token),
            page =>
            {
                // Rows stay where they are while somebody reads: quantities change in place, the order is that of the answer.
                var stock = new LiveList<StockItem>(_ => true, null);
                stock.EndLoad(page.Items);
                _stock = stock;
                _next = page.Next;
                Apply([.. _duringLoad.Values]);
            });
    }

    private void Apply(IReadOnlyList<StockLevelView> changes)
    {
        foreach (var change in changes)
        {
            _duringLoad[change.Sku] = change;
            if (_stock.Items.FirstOrDefault(item => item.Sku == change.Sku) is { } item)
                _stock.Apply([item.With(change, Gateway.LowStockAt)]);
        }

        if (State.Phase is Elements.LoadPhase.Ready && _duringLoad.Count > PageRequest.MaxLimit) _duringLoad.Clear();
    }

    private void Search() => Navigation.NavigateTo(Address(_text, Low, Sort));

    private void LowChanged(ChangeEventArgs e) => Navigation.NavigateTo(Address(_text, e.Value is true, Sort));

    private string Address(string? text, bool low, string? sort, string? after = null) =>
        Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri("stock").AbsoluteUri, new Dictionary<string, object?>
        {
            ["text"] = string.IsNullOrWhiteSpace(text) ? null : text,
            ["low"] = low ? true : null,
            ["sort"] = sort,
            ["after"] = after,
        });
}
