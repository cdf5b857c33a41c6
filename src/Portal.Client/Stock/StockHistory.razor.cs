using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;

namespace Portal.Client.Stock;

/// <summary>The events of a SKU, newest first. New ones come on top; at most so many are kept on the page.</summary>
public partial class StockHistory
{
    private const int PageLength = 20;
    private const int Kept = 200;

    private List<StockEventView> _events = [];
    private string? _next;
    private long _version = -1;

    [Parameter]
    [EditorRequired]
    public string Sku { get; set; } = "";

    [Parameter]
    [EditorRequired]
    public long Version { get; set; }

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_version == Version) return;

        _version = Version;
        await ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(
        token => Gateway.HistoryAsync(Sku, newestFirst: true, new PageRequest(Math.Clamp(_events.Count, PageLength, Kept)), token),
        page => (_events, _next) = ([.. page.Items], page.Next));

    private Task OlderAsync() => LoadAsync(
        token => Gateway.HistoryAsync(Sku, newestFirst: true, new PageRequest(PageLength, _next), token),
        page =>
        {
            _events.AddRange(page.Items);
            _next = page.Next;
        });
}
