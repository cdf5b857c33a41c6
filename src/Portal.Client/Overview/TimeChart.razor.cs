using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;

namespace Portal.Client.Overview;

/// <summary>One figure over time.</summary>
public partial class TimeChart
{
    private List<ChartPoint> _points = [];
    private double _step = 1;
    private double _top = 4;

    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Note { get; set; }

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<Sample> Samples { get; set; } = [];

    [Parameter]
    public bool Columns { get; set; }

    [Parameter]
    public bool Seconds { get; set; }

    /// <summary>What the picture says, for those who do not see it.</summary>
    private string Summary =>
        $"{Title}: now {Figures.Count((long)_points[^1].Value)}, at most {Figures.Count((long)_points.Max(point => point.Value))}, {Note}.";

    protected override void OnParametersSet()
    {
        _points = [.. Samples.Select(sample => new ChartPoint(sample.At.UtcDateTime, sample.Value))];

        // Four steps of a round size: the axis does not twitch with every sample, and an idle portal has an axis, too.
        var peak = _points.Count > 0 ? _points.Max(point => point.Value) : 0;
        _step = RoundUp(Math.Max(1, peak / 4));
        _top = _step * 4;
    }

    private static double RoundUp(double value)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var digit = value / magnitude;
        return magnitude * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private string Label(object value) => value is DateTime at ? Format(at) : value?.ToString() ?? "";

    private string Format(DateTime at) => at.ToString(Seconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);
}
