using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Elements;
using Portal.Client.Live;
using Portal.Client.Security;
using Radzen;

namespace Portal.Client.Instances;

/// <summary>When an instance is started and stopped by the clock.</summary>
public partial class SchedulesCard
{
    private readonly Latest<InstanceSchedules> _schedules = new();
    private ClaimsPrincipal? _person;
    private bool _adding;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public InstanceView Instance { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private IScheduleGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private string? WhyNot => Access.WhyNot(_person, Ability.OperateInstances);

    protected override async Task OnInitializedAsync()
    {
        _person = Authentication is null ? null : (await Authentication).User;
        Follow<InstanceSchedules>(changes => _schedules.Offer(changes[^1]), Instance.Id);
        await ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(token => Gateway.ListAsync(Instance.Id, token), schedules => _schedules.Offer(schedules));

    private async Task Saved()
    {
        _adding = false;
        await ReloadAsync();
    }

    private Task EnableAsync(InstanceSchedule schedule) => WhileBusyAsync(() => AskAsync(
        $"{(schedule.Enabled ? "disable" : "enable")} the schedule",
        token => Gateway.PutAsync(
            Instance.Id,
            schedule.Id,
            new PutSchedule(schedule.Action, schedule.Cron, schedule.TimeZone, !schedule.Enabled),
            _person?.Identity?.Name,
            token),
        _ => schedule.Enabled ? "The schedule is disabled" : "The schedule is enabled"));

    private async Task DeleteAsync(InstanceSchedule schedule)
    {
        if (await Dialogs.AreYouSureAsync("Delete the schedule?", $"{schedule.Action} {schedule.Words} ({schedule.TimeZone}) will not happen any more.", "Delete"))
            await WhileBusyAsync(() => AskAsync("delete the schedule", token => Gateway.DeleteAsync(Instance.Id, schedule.Id, token), _ => "The schedule is deleted"));
    }

    private async Task WhileBusyAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        _busy = true;
        await ask();
        _busy = false;
        if (!IsGone) await ReloadAsync();
    }
}
