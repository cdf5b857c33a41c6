using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Orders;

public partial class OrderListPage
{
    private LiveList<OrderView> _orders = LiveList<OrderView>.Empty();
    private LiveList<OrderView>? _coming;
    private string? _next;
    private string? _customer;
    private (string? Status, string? Customer, string? After)? _loaded;

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Customer { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IOrderGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool Placing => Path == "orders/new";

    private string Path => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    private bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Customer);

    private string EmptyTitle => IsFiltered ? "No order matches the filter" : After is null ? "No orders yet" : "No more orders";

    private string EmptyText => IsFiltered
        ? "Clear the filter to see all orders; a matching one appears here as soon as there is one."
        : "Place the first one with the button above. It appears here at once, and changes as it is billed and packed.";

    protected override void OnInitialized()
    {
        // Opening and closing the form changes the path alone, which sets no parameter.
        Navigation.LocationChanged += LocationChanged;
        Follow<OrderView>(changes =>
        {
            _orders.Apply(changes);
            _coming?.Apply(changes);
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Status, Customer, After)) return;

        _loaded = (Status, Customer, After);
        _customer = Customer;
        await ReloadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= LocationChanged;
        base.Dispose(disposing);
    }

    private async Task ReloadAsync()
    {
        var status = WireName.Parse<OrderStatus>(Status);
        var customer = string.IsNullOrWhiteSpace(Customer) ? null : Customer;
        var orders = new LiveList<OrderView>(
            order => (status is null || order.Status == status)
                && (customer is null || order.Customer.Contains(customer, StringComparison.OrdinalIgnoreCase)),
            After is null ? (a, b) => b.PlacedAt.CompareTo(a.PlacedAt) : null, // new orders come on top of the first page
            PageRequest.DefaultLimit);

        // Until the answer is there the old rows stay, and the new list collects what changes meanwhile.
        _coming = orders;
        await LoadAsync(
            token => Gateway.ListAsync(status, customer, new PageRequest(After: After), token),
            page =>
            {
                orders.EndLoad(page.Items);
                (_orders, _coming) = (orders, null);
                _next = page.Next;
            });
    }

    private void LocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    private void StatusChanged(ChangeEventArgs e) =>
        Navigation.NavigateTo(AddressOf(Path, (string?)e.Value, _customer, null));

    private void ApplyFilter() => Navigation.NavigateTo(AddressOf(Path, Status, _customer, null));

    private void ClosePanel() => Navigation.NavigateTo(Address("orders", After));

    private void Placed(OrderView order) => Navigation.NavigateTo($"orders/{Uri.EscapeDataString(order.Id)}");

    private string Address(string path, string? after) => AddressOf(path, Status, Customer, after);

    private string AddressOf(string path, string? status, string? customer, string? after) =>
        Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri(path).AbsoluteUri, new Dictionary<string, object?>
        {
            ["status"] = string.IsNullOrEmpty(status) ? null : status,
            ["customer"] = string.IsNullOrWhiteSpace(customer) ? null : customer.Trim(),
            ["after"] = after,
        });
}
