using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Messaging;

namespace Portal.Operations.Queues;

/// <summary>
/// How long handlers take, from the histogram that messaging measures anyway when somebody listens: one count in an array for
/// each message. Buckets grow by a fifth, so a percentile is right to a tenth.
/// </summary>
internal sealed class HandlingTimes : IDisposable
{
    private const int Buckets = 96;
    private const double Smallest = 0.00005;
    private const double Growth = 1.1892071150027210667; // four buckets for each doubling
    private const string QueueTag = "messaging.destination.name";

    private readonly ConcurrentDictionary<string, Counts> _byQueue = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public HandlingTimes()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "messaging.process.duration" && instrument.Meter.Name == MessagingTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Record(seconds, tags));
        _listener.Start();
    }

    /// <summary>What was handled in this queue since the last call. One caller only.</summary>
    public HandlingSample Take(string queue) => _byQueue.TryGetValue(queue, out var counts) ? new HandlingSample(counts.Take()) : default;

    public void Forget(string queue) => _byQueue.TryRemove(queue, out _);

    public void Dispose() => _listener.Dispose();

    /// <summary>The middle of a bucket, seconds.</summary>
    internal static double Middle(int bucket) => Smallest * Math.Pow(Growth, bucket - 0.5);

    internal static int BucketOf(double seconds) =>
        seconds <= Smallest ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log2(seconds / Smallest) * 4));

    private void Record(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key != QueueTag)
                continue;
            if (tag.Value is string queue)
                _byQueue.GetOrAdd(queue, static _ => new Counts()).Add(BucketOf(seconds));
            return;
        }
    }

    private sealed class Counts
    {
        private readonly int[] _now = new int[Buckets];
        private readonly int[] _taken = new int[Buckets];

        public void Add(int bucket) => Interlocked.Increment(ref _now[bucket]);

        public int[] Take()
        {
            var since = new int[Buckets];
            for (var i = 0; i < Buckets; i++)
            {
                var now = Volatile.Read(ref _now[i]);
                since[i] = unchecked(now - _taken[i]);
                _taken[i] = now;
            }

            return since;
        }
    }
}
