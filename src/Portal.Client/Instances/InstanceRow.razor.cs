using Microsoft.AspNetCore.Components;
using Portal.Client.Layout;
using Radzen;

namespace Portal.Client.Instances;

/// <summary>One instance, and what can be asked of it now.</summary>
public partial class InstanceRow
{
    /// <summary>Stopping takes its time; killing is offered only to one that does not seem to come to an end.</summary>
    private static readonly TimeSpan ForceAfter = TimeSpan.FromSeconds(20);

    private IReadOnlyList<InstanceAction> _allowed = [];
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public InstanceView Instance { get; set; } = null!;

    [Parameter]
    public EventCallback<InstanceView> OnAnswer { get; set; }

    [CascadingParameter(Name = LiveClock.Now)]
    public DateTimeOffset Now { get; set; }

    [Inject]
    private IInstanceGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private bool CanForce => Instance.State is InstanceState.Stopping && Now - Instance.UpdatedAt > ForceAfter;

    protected override void OnParametersSet() => _allowed = Gateway.Allowed(Instance.State);

    private async Task RequestAsync(InstanceAction action)
    {
        if (action is InstanceAction.Terminate && !await SureAsync(
            $"Terminate {Instance.Name}?",
            "Its process is ended and the instance is gone. This cannot be undone.",
            "Terminate"))
        {
            return;
        }

        await RequestAsync(action, force: false);
    }

    private async Task ForceAsync()
    {
        if (await SureAsync(
            $"Force {Instance.Name} to stop?",
            "The process is killed at once. What it has not saved is lost, and it cannot clean up after itself.",
            "Force stop"))
        {
            await RequestAsync(InstanceAction.Stop, force: true);
        }
    }

    private Task RequestAsync(InstanceAction action, bool force)
    {
        var (id, name) = (Instance.Id, Instance.Name);
        var verb = action.ToString().ToLowerInvariant();
        return WhileBusyAsync(() => AskAsync(
            $"{verb} {name}",
            token => Gateway.RequestAsync(id, action, force, token),
            _ => $"{name}: {verb} accepted"));
    }

    private Task ProtectAsync()
    {
        var (id, name, protect) = (Instance.Id, Instance.Name, !Instance.IsProtected);
        return WhileBusyAsync(() => AskAsync(
            $"{(protect ? "protect" : "unprotect")} {name}",
            token => Gateway.ProtectAsync(id, protect, token),
            _ => protect ? $"{name} is protected" : $"{name} is no longer protected"));
    }

    private async Task WhileBusyAsync(Func<Task<InstanceView?>> ask)
    {
        _busy = true;
        var answer = await ask();
        _busy = false;
        if (answer is not null && !IsGone) await OnAnswer.InvokeAsync(answer);
    }

    private async Task<bool> SureAsync(string title, string text, string yes) =>
        await Dialogs.Confirm(text, title, new ConfirmOptions { OkButtonText = yes, CancelButtonText = "Keep it", Width = "min(460px, 92vw)" }) is true;
}
