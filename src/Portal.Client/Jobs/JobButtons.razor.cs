using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Jobs;

/// <summary>What can be asked of a job now.</summary>
public partial class JobButtons
{
    private bool _busy;
    private string? _whyNot;

    [Parameter]
    [EditorRequired]
    public JobView Job { get; set; } = null!;

    /// <summary>Says beside the buttons why they are disabled, not only when they are pointed at.</summary>
    [Parameter]
    public bool ShowsReason { get; set; } = true;

    [Parameter]
    public EventCallback<JobView> OnAnswer { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Person { get; set; }

    [Inject]
    private IJobGateway Gateway { get; set; } = null!;

    private bool IsDisabled => _busy || _whyNot is not null;

    protected override async Task OnInitializedAsync() =>
        _whyNot = Access.WhyNot(Person is null ? null : (await Person).User, Ability.RunJobs);

    private Task RunAsync()
    {
        var (id, name) = (Job.Id, Job.Name);
        return AskAsync($"run {name}", token => Gateway.RunAsync(id, token), $"{name} runs");
    }

    private Task TurnAsync(TriggerView trigger)
    {
        var (id, name) = (Job.Id, Job.Name);
        return trigger.Paused
            ? AskAsync($"resume {name}", token => Gateway.ResumeAsync(id, trigger.Id, token), $"{name} runs at its times again")
            : AskAsync($"pause {name}", token => Gateway.PauseAsync(id, trigger.Id, token), $"{name} is paused");
    }

    private async Task AskAsync(string what, Func<CancellationToken, Task<Outcome<JobView>>> ask, string done)
    {
        _busy = true;
        var answer = await AskAsync(what, ask, _ => done);
        _busy = false;
        if (answer is not null && !IsGone) await OnAnswer.InvokeAsync(answer);
    }
}
