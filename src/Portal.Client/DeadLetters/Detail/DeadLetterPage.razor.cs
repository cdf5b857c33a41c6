using Microsoft.AspNetCore.Components;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Live;
using Portal.Client.Orders;

namespace Portal.Client.DeadLetters.Detail;

public partial class DeadLetterPage
{
    private const string CorrelationId = "correlation-id";

    private readonly Latest<DeadLetterView> _latest = new();
    private DeadLetterDetail? _detail;
    private Neighbours? _neighbours;
    private string? _orderId;
    private string? _followed;
    private bool _deleted;

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>How to show the body.</summary>
    [SupplyParameterFromQuery]
    public string? Body { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private IOrderGateway Orders { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private DeadLetterView? Letter => _latest.Value;

    /// <summary>The view it was opened from.</summary>
    private DeadLetterFilter Filter { get; set; } = new();

    protected override async Task OnParametersSetAsync()
    {
        Filter = DeadLetterAddress.Parse(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        if (_followed == Id) return;

        _followed = Id;
        Unfollow();
        _latest.Forget();
        (_detail, _neighbours, _orderId, _deleted) = (null, null, null, false);
        StartOver();
        Follow<DeadLetterView>(changes => _ = NewsAsync(changes), Id);
        Follow<DeadLetterGone>(_ => _deleted = true, Id);
        await ReloadAsync();
        await LookAroundAsync();
    }

    private Task ReloadAsync()
    {
        var id = Id;
        return LoadAsync(
            async token => Found(await Gateway.FindAsync(id, token), "dead letter", id),
            detail =>
            {
                _detail = detail;
                _latest.Offer(detail.Summary);
            });
    }

    private async Task NewsAsync(IReadOnlyList<DeadLetterView> changes)
    {
        var newer = false;
        foreach (var change in changes) newer |= _latest.Offer(change);
        if (!newer || _detail is null || _deleted) return;

        await ReloadAsync(); // the history has grown, and only the detail has it
        if (!IsGone) StateHasChanged();
    }

    private Task ChangedAsync(DeadLetterView changed) => NewsAsync([changed]);

    private void Deleted() => Navigation.NavigateTo(
        _neighbours is { Older: { } older } ? DeadLetterAddress.Letter(older, Filter) : DeadLetterAddress.List(Filter));

    // What is nice to know comes after what was asked for; without it the page is whole.
    private async Task LookAroundAsync()
    {
        if (_detail is not { } detail || IsGone) return;

        var id = Id;
        try
        {
            var order = detail.Headers.TryGetValue(CorrelationId, out var correlation) ? await Orders.FindAsync(correlation, Gone) : null;
            if (id != Id || IsGone) return;

            _orderId = order?.Id;
            var neighbours = await Neighbours.FindAsync(Gateway, Filter, detail.Summary, Gone);
            if (id == Id) _neighbours = neighbours;
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // Left before it was known.
        }
        catch (Exception exception) // a link less
        {
            ClientLog.LoadFailed(Logger(), exception);
        }
    }
}
