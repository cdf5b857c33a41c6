using System.Diagnostics.Metrics;
using Portal.Diagnostics;

namespace Unit.Portal.Diagnostics;

public sealed class When_figures_are_scraped : IDisposable
{
    private readonly Meter _meter = new("Portal.Test");
    private readonly MetricsText _metrics = new();

    public void Dispose()
    {
        _metrics.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Should_count_from_the_first_time_on()
    {
        var counter = _meter.CreateCounter<long>("portal.test.sent", description: "Messages\nsent.");
        counter.Add(1);
        _metrics.Read();
        counter.Add(2, KeyValuePair.Create("queue.name", (object?)"a\"b\\c\n"));
        counter.Add(3, KeyValuePair.Create("queue.name", (object?)"a\"b\\c\n"));

        var text = _metrics.Read();

        Assert.Contains("# HELP portal_test_sent_total Messages\\nsent.\n# TYPE portal_test_sent_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("portal_test_sent_total{queue_name=\"a\\\"b\\\\c\\n\"} 5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_add_up_the_buckets_of_a_histogram()
    {
        var histogram = _meter.CreateHistogram<double>("portal.test.duration", "s");
        _metrics.Read();
        histogram.Record(0.002);
        histogram.Record(0.03);
        histogram.Record(1000);

        var text = _metrics.Read();

        Assert.Contains("# TYPE portal_test_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Contains("portal_test_duration_seconds_bucket{le=\"0.001\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("portal_test_duration_seconds_bucket{le=\"0.0025\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("portal_test_duration_seconds_bucket{le=\"0.05\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("portal_test_duration_seconds_bucket{le=\"+Inf\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("portal_test_duration_seconds_count 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_forget_what_is_not_there_any_more()
    {
        var queues = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("portal.test.depth", () => queues.Select(queue => new Measurement<int>(queue.Length, KeyValuePair.Create("queue", (object?)queue))));
        Assert.Contains("portal_test_depth{queue=\"b\"} 1\n", _metrics.Read(), StringComparison.Ordinal);

        queues.Remove("b");

        Assert.Contains("portal_test_depth{queue=\"a\"} 1\n", _metrics.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("queue=\"b\"", _metrics.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_not_grow_with_every_tag_somebody_thinks_of()
    {
        var counter = _meter.CreateCounter<long>("portal.test.tags");
        _metrics.Read();
        for (var i = 0; i < 5000; i++)
            counter.Add(1, KeyValuePair.Create("tag", (object?)i));

        var lines = _metrics.Read().Split('\n').Where(line => line.StartsWith("portal_test_tags", StringComparison.Ordinal)).ToList();

        Assert.InRange(lines.Count, 1, 1001);
        Assert.Contains(lines, line => line.StartsWith("portal_test_tags_total{overflow=\"true\"} 4000", StringComparison.Ordinal));
    }
}
