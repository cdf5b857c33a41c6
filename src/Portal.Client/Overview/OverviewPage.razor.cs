using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;
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

    private async Task ReloadAsync()
    {
        await LoadAsync<OverviewView>(async token => await Gateway.SnapshotAsync(token), view => _latest.Offer(view));
        if (State.Phase is not LoadPhase.Ready || IsGone || _latest.Value is not { Stored: null }) return;

        // What is on disk takes longer than a page waits: it is shown without, and then with it, or with why it cannot be read.
        StateHasChanged();
        await LoadAsync<OverviewView>(async token => await Gateway.CompleteAsync(token), view => _latest.Offer(view));
    }
}
