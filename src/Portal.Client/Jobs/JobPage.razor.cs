using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Jobs;

public partial class JobPage
{
    private readonly Latest<JobView> _job = new();
    private Page<JobRun> _runs = new([], null);
    private string? _followed;
    private (string Id, string? After)? _loaded;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IJobGateway Gateway { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_followed != Id)
        {
            Unfollow();
            StartOver();
            _job.Forget();
            _followed = Id;
            Follow<JobView>(changes => _ = ChangedAsync(changes), Id);
        }

        if (_loaded == (Id, After)) return;

        BecomeStale();
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var (id, after) = (Id, After);
        _loaded = (id, after);
        return LoadAsync(
            async token =>
            {
                var job = await Gateway.FindAsync(id, token);
                if (job is null) return Problem.NotFound("job", id);
                var runs = await Gateway.RunsAsync(id, new PageRequest(20, after), token);
                return runs.Succeeded ? new Loaded(job, runs.Value) : (Outcome<Loaded>)runs.Problem;
            },
            loaded =>
            {
                _job.Offer(loaded.Job);
                _runs = loaded.Runs;
            });
    }

    private async Task ChangedAsync(IReadOnlyList<JobView> changes)
    {
        var before = _job.Value?.LastRun?.At;
        foreach (var change in changes) _job.Offer(change);
        if (_job.Value?.LastRun?.At == before) return;

        await ReloadAsync(); // a run has ended: it is one more of the list
        if (!IsGone) StateHasChanged();
    }

    private void Answered(JobView job) => _job.Offer(job);

    private string Address(string? after) =>
        $"jobs/{Uri.EscapeDataString(Id)}" + (after is null ? "" : $"?after={Uri.EscapeDataString(after)}");

    private sealed record Loaded(JobView Job, Page<JobRun> Runs);
}
