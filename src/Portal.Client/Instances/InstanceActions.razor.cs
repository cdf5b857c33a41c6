using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Instances;

/// <summary>
/// The buttons of one instance: disabled while a transition runs, absent when senseless. They are held for another second when a
/// transition is over, so that what was meant for the state before is not asked of the one after.
/// </summary>
public partial class InstanceActions
{
    private const string Changing = "It has just changed; wait a moment.";
    private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(1);

    private IReadOnlyList<InstanceAction> _allowed = [];
    private InstanceState? _was;
    private bool _busy;
    private int _holds;

    [Parameter]
    [EditorRequired]
    public InstanceView Instance { get; set; } = null!;

    [Parameter]
    public EventCallback<InstanceView> OnAnswer { get; set; }

    [Parameter]
    public bool Small { get; set; } = true;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsHeld => _busy || _holds > 0;

    private bool CanForce =>
        Instance.State is InstanceState.Stopping && Time.GetUtcNow() - Instance.StateSince >= Gateway.ForceOfferedAfter;

    protected override void OnParametersSet()
    {
        _allowed = Gateway.Allowed(Instance);
        if (_was is { } was && was != Instance.State && InstanceWords.IsTransition(was)) _ = HoldAsync();
        _was = Instance.State;
    }

    private string? WhyNotNow(InstanceAction action) =>
        !_allowed.Contains(action) ? $"Not while it is {WireName.Of(Instance.State)}." : IsHeld ? Changing : null;

    private async Task HoldAsync()
    {
        _holds++;
        try
        {
            await Task.Delay(HeldFor, Time, Gone);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return;
        }

        _holds--;
        await InvokeAsync(StateHasChanged);
    }

    private async Task RequestAsync(InstanceAction action)
    {
        if (action is InstanceAction.Terminate && !await Dialogs.MayTerminateAsync([Instance])) return;

        await RequestAsync(action, force: false);
    }

    private async Task ForceAsync()
    {
        if (await Dialogs.AreYouSureAsync(
            $"Force {Instance.Name} to stop?",
            "Its process is killed at once. What it has not saved is lost, files it is writing may be damaged, and it cannot clean up after itself.",
            "Force stop"))
        {
            await RequestAsync(InstanceAction.Stop, force: true);
        }
    }

    private async Task RequestAsync(InstanceAction action, bool force)
    {
        var (id, name) = (Instance.Id, Instance.Name);
        var verb = action.ToString().ToLowerInvariant();
        _busy = true;
        var answer = await AskAsync(
            $"{verb} {name}",
            token => Gateway.RequestAsync(id, action, force, Who, token),
            _ => $"{name}: {verb} accepted");
        _busy = false;
        if (answer is not null && !IsGone) await OnAnswer.InvokeAsync(answer);
    }
}
