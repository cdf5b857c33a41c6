using Microsoft.AspNetCore.Components;
using Portal.Client.Live;

namespace Portal.Client.Instances;

public partial class InstancePage
{
    private readonly Latest<InstanceView> _instance = new();
    private string? _loaded;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IInstanceGateway Gateway { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id) return;

        _loaded = Id;
        Unfollow();
        _instance.Forget();
        StartOver();
        Follow<InstanceView>(changes => Answered(changes[^1]), Id);
        await ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(
        async token => Found(await Gateway.FindAsync(Id, token), "instance", Id),
        instance => _instance.Offer(instance));

    private void Answered(InstanceView instance) => _instance.Offer(instance);

    /// <summary>How long until force is offered; null when it is, or when there is nothing to force.</summary>
    private TimeSpan? ForceIn(InstanceView instance)
    {
        if (instance.State is not InstanceState.Stopping) return null;
        var wait = instance.StateSince + Gateway.ForceOfferedAfter - Time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
