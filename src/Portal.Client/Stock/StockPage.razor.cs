using Microsoft.AspNetCore.Components;

namespace Portal.Client.Stock;

public partial class StockPage
{
    private StockItem? _item;
    private StockLevelView? _newest;
    private string? _loaded;

    [Parameter]
    public string Sku { get; set; } = "";

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Sku) return;

        _loaded = Sku;
        Unfollow();
        (_item, _newest) = (null, null);
        StartOver();
        Follow<StockLevelView>(changes => Apply(changes[^1]), Sku);
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var sku = Sku;
        return LoadAsync(
            async token => Found(await Gateway.FindItemAsync(sku, token), "SKU", sku),
            item =>
            {
                if (_item is null || _item.Sku != item.Sku || item.Version >= _item.Version) _item = item;
                if (_newest is not null) Apply(_newest);
            });
    }

    private void Apply(StockLevelView change)
    {
        if (_newest is null || change.Version > _newest.Version) _newest = change;
        if (_item is not null && _item.Sku == change.Sku && change.Version > _item.Version) _item = _item.With(change, Gateway.LowStockAt);
    }
}
