using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Portal.Diagnostics;

/// <summary>One instrument as Prometheus knows it: a name of its own, a kind, and a series for each set of tags.</summary>
internal sealed class MetricFamily
{
    /// <summary>More sets of tags than that are somebody's mistake, or an attack; what is beyond is counted as one.</summary>
    private const int MaxSeries = 1000;

    private static readonly double[] _seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] _amounts = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly Instrument _instrument;
    private readonly double[]? _bounds;

    public MetricFamily(Instrument instrument)
    {
        _instrument = instrument;
        var type = instrument.GetType().GetGenericTypeDefinition();
        Kind = type == typeof(Histogram<>) ? "histogram"
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? "counter"
            : "gauge";
        IsTotal = type == typeof(ObservableCounter<>) || type == typeof(ObservableGauge<>) || type == typeof(ObservableUpDownCounter<>) || type == typeof(Gauge<>);
        _bounds = Kind != "histogram" ? null : instrument.Unit == "s" ? _seconds : _amounts;
        Name = PrometheusName(instrument, Kind);
    }

    public string Name { get; }

    public string Kind { get; }

    /// <summary>Its measurements are what is, not what came to it.</summary>
    public bool IsTotal { get; }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
            series = _series.GetOrAdd(_series.Count < MaxSeries ? labels : "{overflow=\"true\"}", key => new MetricSeries(key, _bounds));
        if (_bounds is not null)
            series.Record(value);
        else if (IsTotal)
            series.Set(value);
        else
            series.Add(value);
    }

    /// <summary>What is not measured this time is not there any more: a queue that was deleted.</summary>
    public void ForgetTotals()
    {
        if (IsTotal)
            _series.Clear();
    }

    public void Write(StringBuilder to)
    {
        if (_series.IsEmpty)
            return;
        if (_instrument.Description is { Length: > 0 } words)
            to.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        to.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {Kind}\n");
        foreach (var series in _series.Values)
        {
            var (value, count, buckets) = series.Read();
            if (_bounds is null)
            {
                to.Append(CultureInfo.InvariantCulture, $"{Name}{series.Labels} {Number(value)}\n");
                continue;
            }

            long upTo = 0;
            for (var i = 0; i < buckets.Length; i++)
            {
                upTo += buckets[i];
                to.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{With(series.Labels, i < _bounds.Length ? Number(_bounds[i]) : "+Inf")} {upTo}\n");
            }

            to.Append(CultureInfo.InvariantCulture, $"{Name}_sum{series.Labels} {Number(value)}\n{Name}_count{series.Labels} {count}\n");
        }
    }

    private static string PrometheusName(Instrument instrument, string kind)
    {
        var name = string.Concat(instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var unit = instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => string.Empty };
        return name + (name.EndsWith(unit, StringComparison.Ordinal) ? string.Empty : unit) + (kind == "counter" ? "_total" : string.Empty);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
            return string.Empty;
        var text = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            if (text.Length > 1)
                text.Append(',');
            foreach (var c in key)
                text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
            text.Append("=\"").Append(Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static string With(string labels, string bound) =>
        labels.Length == 0 ? $"{{le=\"{bound}\"}}" : $"{labels[..^1]},le=\"{bound}\"}}";

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
