using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging.Diagnostics;

[Collection(TelemetryTests.Name)]
public sealed class When_messaging_is_measured : IDisposable
{
    private const string Queue = "greetings";

    private readonly GreetDesk _desk = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly MeterListener _listener = new();

    public When_messaging_is_measured()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MessagingTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Should_count_what_is_sent_and_consumed_and_how_long_it_took()
    {
        await using var test = await StartAsync();
        _desk.Work = (_, _, _) =>
        {
            test.Time.Advance(TimeSpan.FromMilliseconds(20));
            return Task.CompletedTask;
        };
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);

        Assert.Equal((1, Queue), (One("messaging.client.sent.messages").Value, One("messaging.client.sent.messages").Tags["messaging.destination.name"]));
        Assert.Equal(1, One("messaging.client.consumed.messages").Value);
        var (_, seconds, tags) = One("messaging.process.duration");
        Assert.Equal(0.02, seconds, 3);
        Assert.Equal(("portal_messaging", "process", Queue), (tags["messaging.system"], tags["messaging.operation.name"], tags["messaging.destination.name"]));
        Assert.DoesNotContain("error.type", tags.Keys);
    }

    [Fact]
    public async Task Should_count_retries_and_dead_letters_with_the_reason()
    {
        await using var test = await StartAsync();
        _desk.Work = (_, _, _) => throw new InvalidOperationException("The pen is empty.");
        await test.Bus.SendAsync(new Greet("Ada"));
        await test.DeadLetterAsync();

        var retries = All("portal.messaging.retries");
        Assert.Equal(2, retries.Count);
        Assert.All(retries, retry => Assert.Equal("System.InvalidOperationException", retry.Tags["error.type"]));
        Assert.Equal(DeadLetterReasons.AttemptsExhausted, One("portal.messaging.dead_letters").Tags["portal.messaging.reason"]);
        Assert.All(All("messaging.process.duration"), one => Assert.Equal("System.InvalidOperationException", one.Tags["error.type"]));
    }

    [Fact]
    public async Task Should_show_the_queues_as_they_are_when_somebody_looks()
    {
        await using var test = await StartAsync();
        await test.Broker.PauseAsync(Queue);
        await test.Bus.SendAsync(new Greet("Ada"));
        await test.Bus.SendAsync(new Greet("Bob"), new SendOptions { Delay = TimeSpan.FromHours(1) });
        test.Time.Advance(TimeSpan.FromSeconds(90));

        // A consumer begins in its own time.
        await Deadline.Until(() =>
        {
            _measured.Clear();
            _listener.RecordObservableInstruments();
            return Gauge("portal.messaging.consumers", "idle") == 1;
        });

        Assert.Equal(1, Gauge("portal.messaging.queue.depth", "ready"));
        Assert.Equal(0, Gauge("portal.messaging.queue.depth", "leased"));
        Assert.Equal(1, Gauge("portal.messaging.queue.depth", "scheduled"));
        Assert.Equal(90, Gauge("portal.messaging.queue.oldest_age", null));
        Assert.Equal(0, Gauge("portal.messaging.queue.dead_letters", null));
        Assert.Equal(0, Gauge("portal.messaging.circuits.open", null));
        Assert.Equal(0, Gauge("portal.messaging.queue.damaged", null));
        Assert.Equal(
            [("unavailable", 0.0), ("disk_full", 0), ("not_synced", 0)],
            All("portal.messaging.store.troubles").Select(one => ((string)one.Tags["portal.messaging.trouble"]!, one.Value)));
    }

    private double Gauge(string instrument, string? state) => Assert.Single(
        All(instrument), one => one.Tags["messaging.destination.name"] is Queue && (one.Tags.GetValueOrDefault("portal.messaging.state") as string) == state).Value;

    private (string Instrument, double Value, Dictionary<string, object?> Tags) One(string instrument) => Assert.Single(All(instrument));

    private List<(string Instrument, double Value, Dictionary<string, object?> Tags)> All(string instrument) =>
        [.. _measured.Where(one => one.Instrument == instrument)];

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary()));

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, queue =>
        {
            queue.Options = new QueueOptions { MaxDeliveryAttempts = 3 };
            queue.Handle<Greet, GreetHandler>();
        }),
        services => services.AddSingleton(_desk));
}
