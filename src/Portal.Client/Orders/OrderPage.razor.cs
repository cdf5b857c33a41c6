using Microsoft.AspNetCore.Components;
using Portal.Client.Live;
using Radzen;

namespace Portal.Client.Orders;

public partial class OrderPage
{
    private readonly Latest<OrderView> _latest = new();
    private string? _followed;
    private bool _cancelling;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IOrderGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private OrderView? Order => _latest.Value;

    private string Pending => Order?.Status is OrderStatus.Cancelled ? "none" : "not yet";

    protected override async Task OnParametersSetAsync()
    {
        if (_followed == Id) return;

        _followed = Id;
        Unfollow();
        _latest.Forget();
        StartOver();
        Follow<OrderView>(Offer, Id);
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var id = Id;
        return LoadAsync(
            async token => Found(await Gateway.FindAsync(id, token), "order", id),
            order => _latest.Offer(order));
    }

    private void Offer(IReadOnlyList<OrderView> changes)
    {
        foreach (var change in changes) _latest.Offer(change);
    }

    private async Task CancelAsync()
    {
        var sure = await Dialogs.Confirm(
            "What was charged is refunded. A cancelled order cannot be taken up again.",
            $"Cancel order {Id}?",
            new ConfirmOptions { OkButtonText = "Cancel the order", CancelButtonText = "Keep it", Width = "min(460px, 92vw)" });
        if (sure is not true) return;

        _cancelling = true;
        var order = await AskAsync("cancel the order", token => Gateway.CancelAsync(Id, token), _ => "The order is cancelled");
        _cancelling = false;
        if (order is not null && order.Id == Id) _latest.Offer(order);
    }
}
