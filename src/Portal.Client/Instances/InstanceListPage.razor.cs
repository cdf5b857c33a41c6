using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Instances;

public partial class InstanceListPage
{
    private LiveList<InstanceView> _instances = LiveList<InstanceView>.Empty();
    private LiveList<InstanceView>? _coming;
    private string? _next;
    private string? _loadedAfter;

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IInstanceGateway Gateway { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Follow<InstanceView>(Apply);
        await ReloadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loadedAfter != After) await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        _loadedAfter = After;
        var instances = _coming = new LiveList<InstanceView>(
            _ => true,
            After is null ? (a, b) => b.CreatedAt.CompareTo(a.CreatedAt) : null); // new ones come on top of the first page
        return LoadAsync(
            token => Gateway.ListAsync(new PageRequest(After: After), token),
            page =>
            {
                instances.EndLoad(page.Items);
                (_instances, _coming) = (instances, null);
                _next = page.Next;
            });
    }

    private void Apply(IReadOnlyList<InstanceView> changes)
    {
        _instances.Apply(changes);
        _coming?.Apply(changes);
    }

    // The answer to a request is a version like any other: shown at once, unless the feed was faster.
    private void Answered(InstanceView instance) => Apply([instance]);

    private void Launched(InstanceView instance) => Apply([instance]);
}
