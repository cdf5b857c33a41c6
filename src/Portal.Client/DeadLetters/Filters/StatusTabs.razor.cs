using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;

namespace Portal.Client.DeadLetters.Filters;

/// <summary>
/// How many match in each status, kept up to date: counted again after changes, never more often than every second, and with a
/// pause that is long against what counting takes.
/// </summary>
public partial class StatusTabs
{
    private static readonly DeadLetterStatus?[] Statuses =
        [DeadLetterStatus.Failed, DeadLetterStatus.Replaying, DeadLetterStatus.Replayed, DeadLetterStatus.Resolved, DeadLetterStatus.Archived, null];

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private DeadLetterCounts? _counts;
    private DeadLetterFilter? _counted;
    private TimeSpan _pause = LeastPause;
    private bool _waiting;

    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    /// <summary>The address of the same view with another filter.</summary>
    [Parameter]
    [EditorRequired]
    public Func<DeadLetterFilter, string> Href { get; set; } = null!;

    [Parameter]
    public EventCallback<DeadLetterCounts> OnCounted { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void OnInitialized()
    {
        Follow<DeadLetterView>(changes => _ = CountSoonAsync());
        Follow<DeadLetterGone>(gone => _ = CountSoonAsync());
    }

    protected override async Task OnParametersSetAsync()
    {
        var filter = Filter with { Status = null };
        if (_counted == filter) return;

        _counted = filter;
        await CountAsync();
    }

    private static string Words(DeadLetterStatus status)
    {
        var name = WireName.Of(status);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private async Task CountSoonAsync()
    {
        if (_waiting) return;

        _waiting = true;
        try
        {
            await Task.Delay(_pause, Time, Gone);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return;
        }

        _waiting = false;
        await CountAsync();
        if (!IsGone) StateHasChanged();
    }

    private async Task CountAsync()
    {
        var filter = Filter with { Status = null };
        var started = Time.GetTimestamp();
        await LoadAsync(token => Gateway.CountAsync(filter, token), counts => _counts = counts);
        _pause = TimeSpan.FromTicks(Math.Max(LeastPause.Ticks, Time.GetElapsedTime(started).Ticks * 20));
        if (_counts is not null && !IsGone) await OnCounted.InvokeAsync(_counts);
    }

    private string CountOf(DeadLetterStatus? status)
    {
        if (_counts is null || State.Phase is LoadPhase.Failed) return "–";

        var count = status is { } one ? _counts.ByStatus.GetValueOrDefault(one) : _counts.ByStatus.Values.Sum();
        return Figures.Count(count) + (_counts.IsExact || count == 0 ? "" : "+");
    }
}
