using Microsoft.AspNetCore.Components;
using Portal.Client.Live;

namespace Portal.Client.DeadLetters.Filters;

/// <summary>The filter but for the status, which has its own row. What is set is told at once; the page puts it into the address.</summary>
public partial class DeskFilter
{
    private DeadLetterFacets _facets = new([], [], []);
    private DeadLetterFilter? _shown;
    private string? _text;
    private string? _queue;
    private string? _type;
    private string? _exception;
    private DateTime? _from;
    private DateTime? _to;
    private bool _isOpen;

    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    [Parameter]
    public EventCallback<DeadLetterFilter> OnChange { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>What is folded away must not go unnoticed while it is set.</summary>
    private string MoreWords => _isOpen
        ? "Fewer filters"
        : FilterWords.Of(Filter with { Status = null, Text = null }).Count is > 0 and var set ? $"More filters, {set} set" : "More filters";

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _facets = await Gateway.FacetsAsync(Gone);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // Left before they came.
        }
        catch (Exception exception) // without proposals every field can still be typed into
        {
            ClientLog.LoadFailed(Logger(), exception);
        }
    }

    protected override void OnParametersSet()
    {
        if (_shown == Filter) return; // what is being typed stays

        _shown = Filter;
        (_text, _queue, _type, _exception) = (Filter.Text, Filter.Queue, Filter.Type, Filter.Exception);
        (_from, _to) = (Filter.From?.UtcDateTime, Filter.To?.UtcDateTime);
    }

    private Task SetAsync(Action set)
    {
        set();
        return ApplyAsync();
    }

    private Task SinceAsync(Func<DateTime, DateTime> since)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        _from = since(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)));
        _to = null;
        return ApplyAsync();
    }

    private Task ApplyAsync()
    {
        var filter = Filter with
        {
            Text = DeadLetterAddress.Blank(_text),
            Queue = DeadLetterAddress.Blank(_queue),
            Type = DeadLetterAddress.Blank(_type),
            Exception = DeadLetterAddress.Blank(_exception),
            From = Utc(_from),
            To = Utc(_to),
        };
        return filter == Filter ? Task.CompletedTask : OnChange.InvokeAsync(filter);
    }

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;
}
