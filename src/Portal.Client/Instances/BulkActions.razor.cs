using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;
using Radzen;

namespace Portal.Client.Instances;

/// <summary>What can be done to all selected instances. One after the other, and what was refused is said with the reason.</summary>
public partial class BulkActions
{
    private string? _doing;
    private int _done;
    private int _total;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<InstanceView> Selected { get; set; } = [];

    [Parameter]
    public EventCallback<InstanceView> OnAnswer { get; set; }

    [Parameter]
    public EventCallback OnClear { get; set; }

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private IEnumerable<BulkPlan> Plans => Enum.GetValues<InstanceAction>().Select(action => BulkPlan.Of(action, Selected, Gateway.Allowed));

    private async Task RunAsync(BulkPlan plan)
    {
        if (plan.Action is InstanceAction.Terminate && !await TerminateDialog.AskAsync(Dialogs, plan.Allowed)) return;

        (_doing, _done, _total) = (plan.Action.ToString(), 0, plan.Allowed.Count);
        var refused = new List<string>();
        foreach (var instance in plan.Allowed)
        {
            var outcome = await RequestAsync(instance, plan.Action);
            _done++;
            if (IsGone) continue; // what was asked for is carried out, also when the page was left
            if (outcome.Succeeded) await OnAnswer.InvokeAsync(outcome.Value);
            else refused.Add($"{instance.Name}: {ProblemWords.Of(outcome.Problem)}");
            StateHasChanged();
        }

        _doing = null;
        if (IsGone) return;
        var accepted = _total - refused.Count;
        var what = plan.Action.ToString().ToLowerInvariant();
        if (refused.Count == 0) Notifications.Notify(NotificationSeverity.Success, $"{accepted} instances: {what} accepted", duration: 4000);
        else Notifications.Notify(NotificationSeverity.Warning, $"{accepted} of {_total}: {what} accepted", string.Join(" ", refused.Take(3)), 10_000);
    }

    private async Task<Outcome<InstanceView>> RequestAsync(InstanceView instance, InstanceAction action)
    {
        try
        {
            return await Gateway.RequestAsync(instance.Id, action, force: false, Who, CancellationToken.None);
        }
        catch (Exception exception) // one failure does not hold up the others
        {
            ClientLog.AskFailed(Logger(), exception, $"{action} {instance.Id}");
            return ProblemWords.Unexpected;
        }
    }
}
