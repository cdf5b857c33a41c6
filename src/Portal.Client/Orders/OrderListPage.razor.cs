using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Client.Live;

namespace Portal.Client.Orders;

public partial class OrderListPage
{
    private static readonly TimeSpan _countInterval = TimeSpan.FromSeconds(2);

    private LiveList<OrderView> _orders = LiveList<OrderView>.Empty();
    private LiveList<OrderView>? _coming;
    private OrderListing? _page;
    private OrderCounts? _counts;
    private OrderListAddress _address = OrderListAddress.Of(null, null, null, null, null, null, null, null);
    private OrderListAddress? _loaded;
    private string? _text;
    private int _size;
    private bool _counting;

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public int? Size { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    [Inject]
    private IOrderGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Placing => Path == "orders/new";

    private string Path => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    private string EmptyTitle => !_address.Filter.IsEmpty ? "No order matches the filter" : _address.IsFirstPage ? "No orders yet" : "No more orders";

    private string EmptyText => !_address.Filter.IsEmpty
        ? "Clear the filter to see all orders; a matching one appears here as soon as there is one."
        : "It appears here at once, and changes as it is billed and packed.";

    /// <summary>Sorted by change, a row that changes goes to its new place; otherwise every row stays where it is.</summary>
    private IReadOnlyList<OrderView> Shown => _address is { Sort: OrderSort.NewestUpdated or OrderSort.OldestUpdated, IsFirstPage: true }
        ? [.. _orders.Items.Order(Comparer<OrderView>.Create(OrderOrdering.Of(_address.Sort)))]
        : _orders.Items;

    protected override void OnInitialized()
    {
        // Opening and closing the form changes the path alone, which sets no parameter.
        Navigation.LocationChanged += LocationChanged;
        Follow<OrderView>(changes =>
        {
            _orders.Apply(changes);
            _coming?.Apply(changes);
            _ = CountSoonAsync();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        var address = OrderListAddress.Of(Status, Text, From, To, Sort, Size, After, Before);
        if (_loaded == address) return;

        BecomeStale();
        _loaded = _address = address;
        (_text, _size) = (address.Filter.Text, address.Page.Limit);
        await ReloadAsync();
        await CountAsync();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= LocationChanged;
        base.Dispose(disposing);
    }

    private async Task ReloadAsync()
    {
        var address = _address;
        var orders = new LiveList<OrderView>(
            address.Filter.Matches, address.IsFirstPage ? OrderOrdering.Of(address.Sort) : null, address.Page.Limit);

        // Until the answer is there the old rows stay, and the new list collects what changes meanwhile.
        _coming = orders;
        await LoadAsync(
            token => Gateway.ListAsync(address.Filter, address.Sort, address.Page, token),
            page =>
            {
                orders.EndLoad(page.Items);
                (_orders, _coming, _page) = (orders, null, page);
            });
    }

    /// <summary>The rows are what people came for: where the figures cannot be had, the tabs go without.</summary>
    private async Task CountAsync()
    {
        var filter = _address.Filter;
        try
        {
            var counts = await Gateway.CountAsync(filter, Gone);
            if (filter == _address.Filter) _counts = counts;
        }
        catch (OperationCanceledException) when (IsGone)
        {
        }
        catch (Exception exception)
        {
            ClientLog.LoadFailed(Logger(), exception);
            _counts = null;
        }
    }

    /// <summary>Counts again after changes, every other second at most, and only where it is a look at kept figures.</summary>
    private async Task CountSoonAsync()
    {
        if (_counting || _address.Filter.Text is not null) return;

        _counting = true;
        try
        {
            await Task.Delay(_countInterval, Time, Gone);
            await CountAsync();
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException) when (IsGone)
        {
        }
        finally
        {
            _counting = false;
        }
    }

    private void LocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    private void ApplyFilter() => ApplyFilter(_address.FromDay, _address.ToDay);

    private void ApplyFilter(string? from, string? to) =>
        Navigation.NavigateTo(Link(OrderListAddress.Of(Status, _text, from, to, Sort, _size, null, null)));

    private void ClosePanel() => Navigation.NavigateTo(LinkOf("orders", _address));

    private void Placed(OrderView order) => Navigation.NavigateTo($"orders/{Uri.EscapeDataString(order.Id)}");

    private string Link(OrderListAddress address) => LinkOf(Path, address);

    private string LinkOf(string path, OrderListAddress address) =>
        Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri(path).AbsoluteUri, address.Query);
}
