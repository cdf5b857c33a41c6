using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Portal.Client.Charts;

/// <summary>
/// Up to three figures over time. The browser draws it (<c>charts.js</c>): to the size it has there, with the values under the
/// pointer or the arrow keys, and without asking the server for any of that. What changes is one attribute of some hundred
/// numbers. The same figures are there as words and as a table.
/// </summary>
public partial class TimeChart
{
    private const int TableRows = 12;
    private static int _count;

    private readonly string _id = $"chart-{Interlocked.Increment(ref _count)}";
    private string _values = "";
    private (DateTimeOffset End, int Length) _shown;
    private bool _asTable;

    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Note { get; set; }

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<ChartSeries> Series { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public DateTimeOffset End { get; set; }

    [Parameter]
    [EditorRequired]
    public TimeSpan Step { get; set; }

    /// <summary>How much time the axis shows, whether or not there are figures for all of it.</summary>
    [Parameter]
    [EditorRequired]
    public TimeSpan Span { get; set; }

    [Parameter]
    public ChartUnit Unit { get; set; }

    /// <summary>The axis goes at least so far, so that next to nothing does not look like much.</summary>
    [Parameter]
    public double Least { get; set; } = 4;

    /// <summary>Columns for what is counted in each step, instead of lines for what is measured at each.</summary>
    [Parameter]
    public bool Columns { get; set; }

    /// <summary>Stands where the picture would be while there are no two figures.</summary>
    [Parameter]
    public string EmptyText { get; set; } = "Collecting …";

    /// <summary>Beside the title: what chooses the time span, for instance.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private int Length => Series.Count == 0 ? 0 : Series[0].Values.Length;

    private string Names => string.Join(';', Series.Select(series => series.Name));

    private string LeastText => Least.ToString(CultureInfo.InvariantCulture);

    private string SpanMs => Number(Span.TotalMilliseconds);

    private string StepMs => Number(Step.TotalMilliseconds);

    private string EndMs => Number(End.ToUnixTimeMilliseconds());

    private string TimeFormat => Span.TotalHours switch { > 24 * 60 => "yyyy-MM-dd", > 12 => "MM-dd HH:mm", _ => "HH:mm:ss" };

    /// <summary>What the picture says, for those who do not see it.</summary>
    private string Summary => $"{Title}, {Note}. {string.Join(" ", Series.Select(Sentence))} Arrow keys read single values.";

    protected override void OnParametersSet()
    {
        // Samples come every few seconds, renderings more often.
        if (_shown == (End, Length)) return;

        _shown = (End, Length);
        _values = Write();
    }

    private string Sentence(ChartSeries series)
    {
        var known = series.Values.Where(value => !float.IsNaN(value)).ToArray();
        return known.Length == 0
            ? $"{series.Name}: nothing yet."
            : $"{series.Name}: now {ChartWords.Of(series.Values[^1], Unit)}, highest {ChartWords.Of(known.Max(), Unit)}, lowest {ChartWords.Of(known.Min(), Unit)}.";
    }

    private float Now(int series) => Series[series].Values is [.., var last] ? last : float.NaN;

    /// <summary>Series after series, as short as the chart can do with: four digits of what is measured, all of what is counted.</summary>
    private string Write()
    {
        var format = Unit is ChartUnit.Count ? "G7" : "G4";
        var text = new StringBuilder(Length * Series.Count * 4);
        foreach (var series in Series)
        {
            if (text.Length > 0) text.Append(';');
            foreach (var value in series.Values)
            {
                if (!float.IsNaN(value)) text.Append(value.ToString(format, CultureInfo.InvariantCulture));
                text.Append(' ');
            }
        }

        return text.ToString();
    }

    private IEnumerable<(string Time, IEnumerable<string> Values)> Rows()
    {
        // The newest first, and evenly over all of it.
        var every = Math.Max(1, Length / TableRows);
        for (var i = Length - 1; i >= 0; i -= every)
        {
            var at = i;
            yield return (
                (End - (Step * (Length - 1 - i))).ToString(TimeFormat, CultureInfo.InvariantCulture),
                Series.Select(series => ChartWords.Of(series.Values[at], Unit)));
        }
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
