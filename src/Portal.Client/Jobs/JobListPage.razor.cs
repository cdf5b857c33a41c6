using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Jobs;

public partial class JobListPage
{
    private LiveList<JobView> _jobs = LiveList<JobView>.Empty();
    private LiveList<JobView>? _coming;
    private string? _next;
    private string? _loaded;
    private bool _isLoaded;

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IJobGateway Gateway { get; set; } = null!;

    protected override void OnInitialized() => Follow<JobView>(Apply);

    protected override async Task OnParametersSetAsync()
    {
        if (_isLoaded && _loaded == After) return;

        BecomeStale();
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        (_isLoaded, _loaded) = (true, After);
        var jobs = _coming = new LiveList<JobView>(_ => true, After is null ? Compare : null);
        return LoadAsync(
            token => Gateway.ListAsync(new PageRequest(After: After), token),
            page =>
            {
                jobs.EndLoad(page.Items);
                (_jobs, _coming) = (jobs, null);
                _next = page.Next;
            });
    }

    private static int Compare(JobView a, JobView b) => string.CompareOrdinal(a.Id, b.Id);

    private void Apply(IReadOnlyList<JobView> changes)
    {
        _jobs.Apply(changes);
        _coming?.Apply(changes);
    }

    private void Answered(JobView job) => Apply([job]);
}
