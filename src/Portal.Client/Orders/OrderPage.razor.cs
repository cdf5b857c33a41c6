using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;
using Portal.Client.Messages;
using Radzen;

namespace Portal.Client.Orders;

public partial class OrderPage
{
    private readonly Latest<OrderView> _latest = new();
    private string? _followed;
    private JourneyView? _journey;
    private Problem? _journeyProblem;
    private bool _readingJourney;
    private bool _journeyMoved;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IOrderGateway Gateway { get; set; } = null!;

    /// <summary>The message whose panel is open.</summary>
    [SupplyParameterFromQuery]
    public string? Message { get; set; }

    [Inject]
    private IMessageGateway Messages { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private OrderView? Order => _latest.Value;

    private MessageView? SelectedMessage => Message is null ? null : _journey?.Messages.FirstOrDefault(message => message.Id == Message);

    private string Pending => Order?.Status is OrderStatus.Cancelled ? "none" : "not yet";

    protected override async Task OnParametersSetAsync()
    {
        if (_followed == Id) return;

        _followed = Id;
        Unfollow();
        _latest.Forget();
        (_journey, _journeyProblem) = (null, null);
        StartOver();
        Follow<OrderView>(Offer, Id);
        Follow<JourneyPulse>(_ => JourneyMoved(), Id);
        await ReloadAsync();
        await ReadJourneyAsync();
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

    private void JourneyMoved()
    {
        _journeyMoved = true;
        _ = ReadJourneyAsync();
    }

    /// <summary>One reading at a time; what happens meanwhile is in the next one.</summary>
    private async Task ReadJourneyAsync()
    {
        if (_readingJourney) return;

        _readingJourney = true;
        do
        {
            _journeyMoved = false;
            var id = Id;
            try
            {
                var journey = await Messages.JourneyAsync(id, Gone);
                if (id == Id) (_journey, _journeyProblem) = (journey, null);
                else _journeyMoved = true;
            }
            catch (OperationCanceledException) when (IsGone)
            {
                return;
            }
            catch (Exception exception) // any failure of a gateway is shown, with a Retry button
            {
                ClientLog.LoadFailed(Logger(), exception);
                _journeyProblem = ProblemWords.Unexpected;
            }

            if (!IsGone) StateHasChanged();
        }
        while (_journeyMoved && !IsGone);
        _readingJourney = false;
    }

    private string MessageLink(string? message) => Navigation.GetUriWithQueryParameter("message", message);

    private async Task CancelAsync()
    {
        var sure = await Dialogs.AreYouSureAsync(
            "Cancel the order?", "What was charged is refunded. A cancelled order cannot be taken up again.", "Cancel the order");
        if (!sure) return;

        var order = await AskAsync("cancel the order", token => Gateway.CancelAsync(Id, token), _ => "The order is cancelled");
        if (order is not null && order.Id == Id) _latest.Offer(order);
    }
}
