using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Portal.Client.Catalogue;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;
using Radzen;

namespace Portal.Client.Orders;

/// <summary>Collects what a person orders. The gateway judges it: its field errors land beside the fields.</summary>
public partial class PlaceOrderForm
{
    private readonly List<DraftLine> _lines = [new()];
    private readonly Dictionary<DraftLine, ProductPicker> _pickers = [];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private DraftLine? _added;
    private string? _draftId;
    private string? _customer;
    private string? _card;
    private bool _sending;
    private bool _placed;
    private bool _refused;

    [Parameter]
    public EventCallback<OrderView> OnPlaced { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IOrderGateway Orders { get; set; } = null!;

    [Inject]
    private OrderResults Results { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private bool IsDirty => !_placed && (Blank(_customer) is not null || Blank(_card) is not null || _lines.Count > 1 || _lines.Any(line => line.IsTouched));

    private string Total
    {
        get
        {
            var sums = _lines.Where(line => line.Item is not null).GroupBy(line => line.Item!.Product.Currency)
                .Select(currency => Figures.Money(currency.Sum(line => line.Sum ?? 0), currency.Key)).ToList();
            return sums.Count == 0 ? "-" : string.Join(" + ", sums);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_added is { } line && _pickers.TryGetValue(line, out var picker))
        {
            _added = null;
            await picker.FocusAsync();
        }

        if (_refused)
        {
            _refused = false;
            await Script.InvokeVoidAsync("orders.focusFirstInvalid");
        }
    }

    private async Task SubmitAsync()
    {
        if (_sending || _placed) return; // a second click while the first is on its way is the same order

        _sending = true;
        _errors = new Dictionary<string, string[]>();

        // The same for every try of this form: an order that was placed before the answer was lost is not placed again.
        var id = _draftId ??= PlaceOrder.NewDraftId(Time.GetUtcNow());
        var request = new PlaceOrder(
            Blank(_customer), [.. _lines.Select(line => new PlaceOrderLine(line.Item?.Product.Sku, line.Quantity ?? 0))], Blank(_card)) { DraftId = id };
        var expected = Results.Expect(id, request.Customer ?? "nobody");
        var outcome = await AskForAsync(request);
        _sending = false;
        if (outcome.Succeeded)
        {
            _placed = true;
            expected.Placed();
            if (!IsGone) await OnPlaced.InvokeAsync(outcome.Value);
            return;
        }

        _errors = outcome.Problem.Errors ?? _errors;
        _refused = _errors.Count > 0;
        expected.Refused(ProblemWords.Of(outcome.Problem), beside: _refused);
    }

    private async Task<Outcome<OrderView>> AskForAsync(PlaceOrder request)
    {
        try
        {
            return await Orders.PlaceAsync(request, CancellationToken.None);
        }
        catch (Exception exception) // any failure of a gateway is shown, the circuit lives on
        {
            ClientLog.AskFailed(Logger(), exception, "place the order");
            return ProblemWords.Unexpected;
        }
    }

    private async Task BeforeLeavingAsync(LocationChangingContext context)
    {
        var staysOpen = new Uri(new Uri("http://x/"), context.TargetLocation).AbsolutePath.EndsWith("/orders/new", StringComparison.Ordinal);
        if (!IsDirty || staysOpen) return;

        if (!await Dialogs.AreYouSureAsync("Discard the order?", "What you have entered is not placed, and will be gone.", "Discard"))
            context.PreventNavigation();
    }

    private void Choose(DraftLine line, CatalogueItem? item)
    {
        line.Item = item;
        Forget($"lines[{_lines.IndexOf(line)}].sku");
    }

    /// <summary>What was said about a field was about what it held then.</summary>
    private void Forget(string field)
    {
        if (_errors.ContainsKey(field)) _errors = _errors.Where(error => error.Key != field).ToDictionary();
    }

    private void AddLine() => _lines.Add(_added = new DraftLine());

    private void Remove(DraftLine line)
    {
        _lines.Remove(line);
        _pickers.Remove(line);
        _errors = new Dictionary<string, string[]>(); // their line numbers no longer fit
    }

    private List<string> ErrorsOf(params string[] fields) =>
        [.. fields.SelectMany(field => _errors.TryGetValue(field, out var messages) ? messages : [])];

    private string? Invalid(string field) => _errors.ContainsKey(field) ? "true" : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
