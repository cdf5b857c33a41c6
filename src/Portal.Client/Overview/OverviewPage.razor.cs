using Microsoft.AspNetCore.Components;
using Portal.Client.Live;

namespace Portal.Client.Overview;

public partial class OverviewPage
{
    private readonly Latest<OverviewView> _latest = new();

    [Inject]
    private IOverviewGateway Gateway { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Follow<OverviewView>(changes =>
        {
            foreach (var change in changes) _latest.Offer(change);
        });
        await ReloadAsync();
    }

    private Task ReloadAsync() =>
        LoadAsync<OverviewView>(async token => await Gateway.SnapshotAsync(token), view => _latest.Offer(view));
}
