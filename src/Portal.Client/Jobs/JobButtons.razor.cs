using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;

namespace Portal.Client.Jobs;

/// <summary>What can be asked of a job now.</summary>
public partial class JobButtons
{
    [Parameter]
    [EditorRequired]
    public JobView Job { get; set; } = null!;

    /// <summary>Says beside the buttons why they are disabled, not only when they are pointed at.</summary>
    [Parameter]
    public bool ShowsReason { get; set; } = true;

    [Parameter]
    public EventCallback<JobView> OnAnswer { get; set; }

    [Inject]
    private IJobGateway Gateway { get; set; } = null!;

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
        var answer = await AskAsync(what, ask, _ => done);
        if (answer is not null && !IsGone) await OnAnswer.InvokeAsync(answer);
    }
}
