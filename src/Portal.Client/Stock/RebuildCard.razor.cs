using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Stock;

/// <summary>The rebuild of the levels: how far it is, what the last one found, and a button to begin one.</summary>
public partial class RebuildCard
{
    private readonly Latest<RebuildView> _rebuild = new();
    private bool _open;

    [Parameter]
    public EventCallback OnCompleted { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    private string Standing => _rebuild.Value switch
    {
        { State: RebuildState.Running } running => $"running, {running.Percent} %",
        null when State.Phase is LoadPhase.NotFound => "never done yet",
        null when State.Phase is LoadPhase.Failed => "could not be read",
        _ => "",
    };

    protected override async Task OnInitializedAsync()
    {
        Follow<RebuildView>(changes => Offer(changes[^1]));
        await LoadAsync(
            async token => await Gateway.FindRebuildAsync(token) ?? (Outcome<RebuildView>)Problem.NotFound("rebuild", "newest"),
            rebuild => _rebuild.Offer(rebuild));
    }

    private void Offer(RebuildView rebuild)
    {
        var ran = _rebuild.Value is { State: RebuildState.Running } before && before.Id == rebuild.Id;
        if (!_rebuild.Offer(rebuild) || rebuild.State is not RebuildState.Completed || !ran) return;

        _open = true; // somebody watched: the result stays in sight
        _ = OnCompleted.InvokeAsync();
    }

    private async Task StartAsync()
    {
        _open = true;
        var by = Authentication is null ? null : (await Authentication).User.Identity?.Name;
        var started = await AskAsync("rebuild the stock levels", token => Gateway.StartRebuildAsync(by, token), _ => "The rebuild runs in the background");
        if (started is not null && !IsGone) Offer(started);
    }
}
