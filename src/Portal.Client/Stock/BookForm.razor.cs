using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Stock;

/// <summary>Books what came in, or what a count says.</summary>
public partial class BookForm
{
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    private IReadOnlyDictionary<string, string[]> _errors = None;
    private int? _quantity;
    private string? _reason;
    private bool _sending;

    [Parameter]
    [EditorRequired]
    public StockItem Item { get; set; } = null!;

    [Parameter]
    public bool IsReceipt { get; set; }

    [Parameter]
    public EventCallback OnBooked { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private string Title => IsReceipt ? "Book a receipt" : "Adjust after a count";

    private async Task SubmitAsync()
    {
        if (_sending || !await MayAsync()) return;

        _sending = true;
        _errors = None;
        var by = Authentication is null ? null : (await Authentication).User.Identity?.Name;
        var (sku, quantity, reason) = (Item.Sku, _quantity ?? 0, string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim());
        var booked = await AskAsync(
            IsReceipt ? $"book a receipt of {sku}" : $"adjust {sku}",
            token => IsReceipt
                ? Gateway.ReceiveAsync(sku, new StockReceipt(quantity, reason), by, token)
                : Gateway.AdjustAsync(sku, new StockAdjustment(quantity, reason), by, token),
            stock => $"{sku}: {Figures.Count(stock.OnHand)} on hand",
            errors => _errors = errors);
        _sending = false;
        if (booked is null || IsGone) return;

        (_quantity, _reason) = (null, null);
        await OnBooked.InvokeAsync();
    }

    /// <summary>A count is a fact, also when less is left than was promised; but it may be a slip of the hand.</summary>
    private async Task<bool> MayAsync()
    {
        var left = Item.OnHand + (_quantity ?? 0);
        return IsReceipt || left >= Item.Reserved || left < 0 || await Dialogs.AreYouSureAsync(
            $"Leave less of {Item.Sku} than is reserved?",
            $"{Figures.Count(left)} would be left, and {Figures.Count(Item.Reserved)} are promised to orders. These orders are not changed; some of them cannot be shipped.",
            "Adjust");
    }

    private string Id(string field) => $"{(IsReceipt ? "receipt" : "adjustment")}-{field}";

    private string[]? ErrorsOf(string field) => _errors.GetValueOrDefault(field);
}
