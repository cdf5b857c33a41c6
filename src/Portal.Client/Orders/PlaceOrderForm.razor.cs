using Microsoft.AspNetCore.Components;
using Portal.Client.Catalogue;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Orders;

/// <summary>Collects what a person orders. The gateway judges it: its field errors land beside the fields.</summary>
public partial class PlaceOrderForm
{
    private readonly List<DraftLine> _lines = [new()];
    private List<ProductView>? _products;
    private Problem? _loadProblem;
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string? _customer;
    private string? _card;
    private bool _sending;

    [Parameter]
    public EventCallback<OrderView> OnPlaced { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IOrderGateway Orders { get; set; } = null!;

    [Inject]
    private ICatalogueGateway Catalogue { get; set; } = null!;

    private string Total
    {
        get
        {
            var chosen = _lines.Select(line => (line.Quantity, Product: _products!.Find(product => product.Sku == line.Sku)))
                .Where(line => line.Product is not null)
                .ToList();
            var currency = chosen.Count > 0 ? chosen[0].Product!.Currency : _products![0].Currency;
            return Figures.Money(chosen.Sum(line => line.Product!.Price * (line.Quantity ?? 0)), currency);
        }
    }

    protected override Task OnInitializedAsync() => LoadProductsAsync();

    private async Task LoadProductsAsync()
    {
        _loadProblem = null;
        try
        {
            var products = new List<ProductView>();
            string? after = null;
            do
            {
                var page = await Catalogue.ListAsync(new PageRequest(PageRequest.MaxLimit, after), Gone);
                products.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
            _products = products;
        }
        catch (OperationCanceledException) when (IsGone)
        {
        }
        catch (Exception exception) // any failure of a gateway is shown, with a Retry button
        {
            ClientLog.LoadFailed(Logger(), exception);
            _loadProblem = ProblemWords.Unexpected;
        }
    }

    private async Task SubmitAsync()
    {
        if (_sending) return; // a second click while the first is on its way is the same order

        _sending = true;
        _errors = new Dictionary<string, string[]>();
        var lines = _lines.Select(line => new PlaceOrderLine(Blank(line.Sku), line.Quantity ?? 0)).ToList();
        var order = await AskAsync(
            "place the order",
            token => Orders.PlaceAsync(new PlaceOrder(Blank(_customer), lines, Blank(_card)), token),
            placed => $"Order {placed.Id} is placed",
            errors => _errors = errors);
        _sending = false;
        if (order is not null && !IsGone) await OnPlaced.InvokeAsync(order);
    }

    private void Remove(DraftLine line)
    {
        _lines.Remove(line);
        _errors = new Dictionary<string, string[]>(); // their line numbers no longer fit
    }

    private List<string> ErrorsOf(params string[] fields) =>
        [.. fields.SelectMany(field => _errors.TryGetValue(field, out var messages) ? messages : [])];

    private string? Invalid(string field) => _errors.ContainsKey(field) ? "true" : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class DraftLine
    {
        public string? Sku { get; set; }

        public int? Quantity { get; set; } = 1;
    }
}
