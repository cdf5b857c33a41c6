using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Client.Instances;

/// <summary>A new schedule, with what it means and its next five times while it is typed.</summary>
public partial class ScheduleForm
{
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private SchedulePreview? _preview;
    private ScheduledAction _action;
    private string _cron = SchedulePreset.All[0].Cron;
    private string _zone = "UTC";
    private bool _sending;

    [Parameter]
    [EditorRequired]
    public string InstanceId { get; set; } = "";

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IScheduleGateway Schedules { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        try
        {
            // The person's own time zone, where this machine knows it.
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "./_content/Portal.Client/instances.js");
            var zone = await module.InvokeAsync<string>("timeZone");
            if (_zone == "UTC" && Schedules.TimeZones.Contains(zone)) _zone = zone;
        }
        catch (JSDisconnectedException)
        {
            return; // the browser is gone
        }

        Preview();
        StateHasChanged();
    }

    private void PresetChosen(ChangeEventArgs e)
    {
        if ((string?)e.Value is not { Length: > 0 } cron) return;
        _cron = cron;
        Preview();
    }

    private void CronTyped(string? typed)
    {
        _cron = typed ?? "";
        Preview();
    }

    private void ZoneTyped(string? typed)
    {
        _zone = typed ?? "";
        Preview();
    }

    private void Preview()
    {
        var outcome = Schedules.Preview(_cron, _zone);
        _preview = outcome.Value;
        _errors = outcome.Problem?.Errors ?? new Dictionary<string, string[]>();
    }

    private async Task SubmitAsync()
    {
        if (_sending) return;

        _sending = true;
        var request = new PutSchedule(_action, _cron, _zone);
        var id = $"{_action.ToString().ToLowerInvariant()}-{Guid.NewGuid().ToString("N")[..8]}";
        var saved = await AskAsync(
            "save the schedule",
            token => Schedules.PutAsync(InstanceId, id, request, Who, token),
            _ => "The schedule is saved",
            errors => _errors = errors);
        _sending = false;
        if (saved is not null && !IsGone) await OnSaved.InvokeAsync();
    }

    private string[]? ErrorsOf(string field) => _errors.GetValueOrDefault(field);
}
