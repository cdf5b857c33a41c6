using Microsoft.AspNetCore.Components;
using Portal.Client.Orders;

namespace Portal.Client.Messages;

public partial class MessagePage
{
    private MessageDetail? _detail;
    private OrderView? _order;
    private string? _shown;
    private string? _followed;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IMessageGateway Gateway { get; set; } = null!;

    [Inject]
    private IOrderGateway Orders { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id) return;

        _shown = Id;
        (_detail, _order) = (null, null);
        Unfollow();
        _followed = null;
        StartOver();
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var id = Id;
        await LoadAsync(async token => Found(await Gateway.FindAsync(id, token), "message", id), detail => _detail = detail);
        if (_detail is not { Message.CorrelationId: var conversation } || _followed == conversation) return;

        _followed = conversation;
        Follow<JourneyPulse>(changes => _ = ChangedAsync(), conversation);
        await LoadAsync(
            async token =>
            {
                _order = await Orders.FindAsync(conversation, token); // the conversation of an order has its id
                return Found(_detail, "message", id);
            },
            _ => { });
    }

    private async Task ChangedAsync()
    {
        await ReloadAsync();
        if (!IsGone) StateHasChanged();
    }
}
