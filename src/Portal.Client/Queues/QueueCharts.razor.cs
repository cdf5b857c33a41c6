using Microsoft.AspNetCore.Components;
using Portal.Client.Charts;
using Portal.Client.Elements;

namespace Portal.Client.Queues;

/// <summary>A queue over time. Looks once a second, and renders when there is a new sample.</summary>
public partial class QueueCharts
{
    private static readonly TabItem[] Ranges = [new(null, "10 minutes"), new("1h", "1 hour"), new("24h", "24 hours")];

    private FigureHistory _history = FigureHistory.Empty;
    private (string Name, string? Range, DateTimeOffset End)? _read;
    private ChartSeries[] _depth = [];
    private ChartSeries[] _rates = [];
    private ChartSeries[] _age = [];
    private ChartSeries[] _handling = [];
    private bool _isNew;

    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public string? Range { get; set; }

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    private TimeSpan Span => Range switch
    {
        "1h" => TimeSpan.FromHours(1),
        "24h" => TimeSpan.FromHours(24),
        _ => TimeSpan.FromMinutes(10),
    };

    protected override bool ShouldRender() => _isNew;

    protected override void OnParametersSet() => Look();

    private void Look()
    {
        var history = Gateway.History(Name, Range switch { "1h" => ChartRange.Hour, "24h" => ChartRange.Day, _ => ChartRange.TenMinutes });
        var read = (Name, Range, history.End);
        _isNew = _read != read;
        if (!_isNew) return;

        (_history, _read) = (history, read);
        _depth = [new("Ready", history[Figure.Ready]), new("In work", history[Figure.Leased]), new("Scheduled", history[Figure.Scheduled])];
        _rates = [new("Published", history[Figure.Published]), new("Acknowledged", history[Figure.Acknowledged]), new("Failed", history[Figure.Failed])];
        _age = [new("Age", history[Figure.OldestAge])];
        _handling = [new("Half within", history[Figure.HandlingP50]), new("95 % within", history[Figure.HandlingP95])];
    }
}
