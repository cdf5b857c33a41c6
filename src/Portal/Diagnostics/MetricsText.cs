using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Portal.Diagnostics;

/// <summary>
/// Listens to the portal's, the broker's and ASP.NET Core's own meters, and writes what they say as Prometheus reads it. It listens from the first time that
/// somebody asks, so that a portal nobody scrapes pays nothing; counters therefore begin there.
/// </summary>
/// <remarks>Prometheus text exposition format 0.0.4. The packages of OpenTelemetry that do it are still previews.</remarks>
internal sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] _meters =
        ["Portal", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.RateLimiting"];

    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _lock = new();
    private MeterListener? _listener;

    public string Read()
    {
        lock (_lock)
        {
            _listener ??= Listen();
            foreach (var family in _families.Values)
                family.ForgetTotals();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener?.Dispose();

    private static bool IsOurs(Meter meter) =>
        Array.Exists(_meters, name => meter.Name.StartsWith(name, StringComparison.Ordinal));

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (IsOurs(instrument.Meter))
                    me.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, i => new MetricFamily(i)));
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        listener.Start();
        return listener;
    }
}
