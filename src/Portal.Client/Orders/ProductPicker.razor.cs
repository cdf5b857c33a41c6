using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Client.Catalogue;
using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Orders;

/// <summary>Chooses a product of the catalogue, however long that is: the server searches it.</summary>
public partial class ProductPicker
{
    private const int Shown = 20;

    private IReadOnlyList<CatalogueItem> _found = [];
    private ElementReference _input;
    private string? _text;
    private string? _problem;
    private string? _shownSku;
    private int _active = -1;
    private int _search;
    private Task _searching = Task.CompletedTask;
    private bool _open;

    [Parameter]
    [EditorRequired]
    public string Id { get; set; } = "";

    [Parameter]
    public CatalogueItem? Value { get; set; }

    [Parameter]
    public EventCallback<CatalogueItem?> ValueChanged { get; set; }

    [Parameter]
    public string? DescribedBy { get; set; }

    [Parameter]
    public bool Invalid { get; set; }

    [Inject]
    private ICatalogueGateway Catalogue { get; set; } = null!;

    [Inject]
    private IStockLevels Levels { get; set; } = null!;

    private string ListId => Id + "-list";

    public ValueTask FocusAsync() => _input.FocusAsync();

    protected override void OnParametersSet()
    {
        if (Value is null || Value.Product.Sku == _shownSku) return;

        _shownSku = Value.Product.Sku;
        _text = Value.Product.Name;
    }

    private string OptionId(int index) => $"{Id}-option-{index}";

    private static string Stock(CatalogueItem item) => item.Available switch
    {
        null => "",
        <= 0 => "out of stock",
        { } available => $"{Figures.Count(available)} in stock",
    };

    private async Task TypedAsync(ChangeEventArgs e)
    {
        _text = (string?)e.Value;
        _searching = SearchAsync(_text);
        if (Value is not null)
        {
            _shownSku = null;
            await ValueChanged.InvokeAsync(null);
        }

        await _searching;
    }

    private Task OpenAsync() => _open ? Task.CompletedTask : _searching = SearchAsync(Value is null ? _text : null);

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key is "Escape") Close();
        if (key.Key is not ("ArrowDown" or "ArrowUp" or "Enter")) return;

        // It means what the newest text finds, and not what is on show until that is known.
        var search = _search;
        while (!_searching.IsCompleted) await _searching;
        if (search != _search && !_open) return; // left meanwhile

        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !_open:
                await OpenAsync();
                break;
            case "ArrowDown":
                _active = Math.Min(_active + 1, _found.Count - 1);
                break;
            case "ArrowUp":
                _active = Math.Max(_active - 1, 0);
                break;
            case "Enter" when _open && _active >= 0 && _active < _found.Count:
                await TakeAsync(_found[_active]);
                break;
        }
    }

    private async Task TakeAsync(CatalogueItem item)
    {
        _search++; // an answer that is still on its way must not open the list again
        _open = false;
        _shownSku = item.Product.Sku;
        _text = item.Product.Name;
        await ValueChanged.InvokeAsync(item);
    }

    private void Close()
    {
        _search++;
        _open = false;
    }

    private async Task<IReadOnlyList<CatalogueItem>> FindAsync(string? text, CancellationToken token)
    {
        var products = await Catalogue.SearchAsync(text, Shown, token);
        var levels = await Levels.AvailableAsync([.. products.Select(p => p.Sku)], token);
        return [.. products.Select(p => new CatalogueItem(p, levels.TryGetValue(p.Sku, out var level) ? level : null))];
    }

    private async Task SearchAsync(string? text)
    {
        var search = ++_search;
        var gone = Gone; // once it is gone, it cannot be asked for it any more
        try
        {
            // Not in the circuit's own time, as in LivePage: a file that is locked would hold up what is typed.
            var found = await Task.Run(() => FindAsync(text, gone), gone);
            if (search != _search) return;

            (_found, _problem) = (found, null);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return;
        }
        catch (Exception exception) // any failure of a gateway is shown, the circuit lives on
        {
            ClientLog.LoadFailed(Logger(), exception);
            if (search != _search) return;

            (_found, _problem) = ([], "The catalogue cannot be read just now. Type again to retry.");
        }

        _active = _found.Count > 0 ? 0 : -1;
        _open = true;
    }
}
