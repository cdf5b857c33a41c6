using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Stock;

public partial class StockListPage
{
    private const int LookedUpAtOnce = 100;
    private static readonly TimeSpan _lookUpPause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, StockLevelView> _duringLoad = [];
    private readonly HashSet<string> _wanted = [];
    private StockRows? _stock;
    private string? _text;
    private (string?, bool, string?, string?)? _loaded;
    private bool _lookingUp;
    private bool _reading;

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

    [Inject]
    private TimeProvider Time { get; set; } = null!;

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

        BecomeStale();
        _loaded = wanted;
        _text = Text;
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        _ = StockFilter.TryParseSort(Sort, out var sort, out var descending); // an address that somebody mistyped: the default
        var filter = new StockFilter(string.IsNullOrWhiteSpace(Text) ? null : Text, Low, sort, descending);
        var isFirst = After is null;
        _duringLoad.Clear();
        _reading = true;
        return LoadAsync(
            token => Gateway.ListAsync(filter, new PageRequest(After: After), token),
            page =>
            {
                _stock = new StockRows(filter, isFirst, Gateway.LowStockAt, page);
                _reading = false;
                Apply([.. _duringLoad.Values]);
                _duringLoad.Clear();
            });
    }

    private void Apply(IReadOnlyList<StockLevelView> changes)
    {
        // What is read may be older than what is told meanwhile.
        if (_reading)
        {
            foreach (var change in changes) _duringLoad[change.Sku] = change;
        }

        if (_stock is null) return;

        _wanted.UnionWith(_stock.Apply(changes));
        if (_stock.IsDrained && !_reading) _ = RefillAsync();
        else if (_wanted.Count > 0) _ = LookUpSoonAsync();
    }

    private async Task RefillAsync()
    {
        await ReloadAsync();
        StateHasChanged();
    }

    /// <summary>Looks up the SKUs that may belong here, those of half a second together.</summary>
    private async Task LookUpSoonAsync()
    {
        if (_lookingUp) return;

        _lookingUp = true;
        try
        {
            while (_wanted.Count > 0)
            {
                await Task.Delay(_lookUpPause, Time, Gone);
                string[] skus = [.. _wanted.Take(LookedUpAtOnce)];
                _wanted.ExceptWith(skus);
                var found = await Gateway.FindItemsAsync(skus, Gone);
                if (_stock?.Add(found) is false) await ReloadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (IsGone)
        {
        }
        catch (Exception exception) // the rows that are there are what people came for
        {
            ClientLog.LoadFailed(Logger(), exception);
        }
        finally
        {
            _lookingUp = false;
        }
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
