using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Operations;

/// <summary>What can be asked of an operation now.</summary>
public partial class OperationActions
{
    [Parameter]
    [EditorRequired]
    public OperationView Operation { get; set; } = null!;

    /// <summary>Says beside the buttons why they are disabled, not only when they are pointed at.</summary>
    [Parameter]
    public bool ShowsReason { get; set; } = true;

    [Parameter]
    public EventCallback<OperationView> OnAnswer { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Person { get; set; }

    [Inject]
    private IOperationGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private Task PauseAsync() => AskAsync("pause the operation", Gateway.PauseAsync, "Paused");

    private async Task ResumeAsync()
    {
        if (Operation.State is not OperationState.Stopped || await Dialogs.AreYouSureAsync(
            "Go on although failures came back?",
            Operation.Stage is > 0
                ? "The stage begins again: as many as before go first, and the others follow only when these were handled."
                : $"{Figures.Count(OperationWords.Remaining(Operation))} are still to be {OperationWords.Done(Operation.Kind)}.",
            "Go on",
            danger: false))
        {
            await AskAsync("resume the operation", Gateway.ResumeAsync, "It goes on");
        }
    }

    private async Task CancelAsync()
    {
        if (await Dialogs.AreYouSureAsync(
            "Cancel the operation?",
            $"What was {OperationWords.Done(Operation.Kind)} stays so. {Figures.Count(OperationWords.Remaining(Operation))} are left as they are. A cancelled operation cannot be resumed.",
            "Cancel the operation"))
        {
            await AskAsync("cancel the operation", Gateway.CancelAsync, "Cancelled");
        }
    }

    private async Task AskAsync(string what, Func<string, string, CancellationToken, Task<Outcome<OperationView>>> ask, string done)
    {
        var id = Operation.Id;
        var by = Person is null ? null : (await Person).User.Identity?.Name;
        var answer = await AskAsync(what, token => ask(id, by ?? "unknown", token), _ => done);
        if (answer is not null && !IsGone) await OnAnswer.InvokeAsync(answer);
    }
}
