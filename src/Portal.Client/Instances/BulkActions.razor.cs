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
        if (plan.Action is InstanceAction.Terminate && !await Dialogs.MayTerminateAsync(plan.Allowed)) return;

        (_doing, _done, _total) = (plan.Action.ToString(), 0, plan.Allowed.Count);
        var what = plan.Action.ToString().ToLowerInvariant();
        var toast = Toasts.Begin($"{plan.Action} {_total} instances …");
        var refused = new List<string>();
        foreach (var instance in plan.Allowed)
        {
            var outcome = await RequestAsync(instance, plan.Action);
            _done++;
            if (!outcome.Succeeded) refused.Add($"{instance.Name}: {ProblemWords.Of(outcome.Problem)}");
            if (IsGone) continue; // what was asked for is carried out, also when the page was left
            if (outcome.Succeeded) await OnAnswer.InvokeAsync(outcome.Value);
            StateHasChanged();
        }

        _doing = null;
        if (refused.Count == 0) toast.Succeed($"{_total} instances: {what} accepted");
        else toast.Warn($"{_total - refused.Count} of {_total}: {what} accepted", string.Join(" ", refused.Take(3)));
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
