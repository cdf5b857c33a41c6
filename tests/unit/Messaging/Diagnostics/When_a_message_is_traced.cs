using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging.Diagnostics;

[Collection(TelemetryTests.Name)]
public sealed class When_a_message_is_traced : IDisposable
{
    private const string Queue = "greetings";

    private readonly GreetDesk _desk = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public When_a_message_is_traced()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is MessagingTelemetry.Name or "caller",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Should_be_one_trace_from_the_sender_through_the_handler_to_what_that_sends()
    {
        await using var test = await StartAsync();
        _desk.Work = (message, _, _) => message.Name == "Ada" ? test.Bus.PublishAsync(new Greeted("Ada's friend"), null, CancellationToken.None) : Task.CompletedTask;
        using var source = new ActivitySource("caller");
        var caller = source.StartActivity("caller")!;
        caller.TraceStateString = "vendor=1";
        await test.Bus.SendAsync(new Greet("Ada"));
        caller.Dispose();
        await Deadline.Until(() => _ended.Count == 5);

        var (send, process) = (One("send greetings"), All("process greetings")[0]);
        var (publish, last) = (One("send test"), All("process greetings")[1]);
        Assert.Equal(
            [caller.SpanId, send.SpanId, process.SpanId, publish.SpanId],
            new[] { send.ParentSpanId, process.ParentSpanId, publish.ParentSpanId, last.ParentSpanId });
        Assert.All(_ended, activity => Assert.Equal((caller.TraceId, "vendor=1"), (activity.TraceId, activity.TraceStateString)));
        Assert.Equal((ActivityKind.Producer, ActivityKind.Consumer), (send.Kind, process.Kind));
        Assert.True(process.HasRemoteParent);
    }

    [Fact]
    public async Task Should_say_what_the_conventions_ask_for()
    {
        await using var test = await StartAsync();
        var id = await test.Bus.SendAsync(new Greet("Ada"), new SendOptions { CorrelationId = "c-1" });
        await Deadline.Until(() => _ended.Count == 2);

        foreach (var (activity, operation) in new[] { (One("send greetings"), "send"), (One("process greetings"), "process") })
        {
            Assert.Equal("portal_messaging", activity.GetTagItem("messaging.system"));
            Assert.Equal(Queue, activity.GetTagItem("messaging.destination.name"));
            Assert.Equal(operation, activity.GetTagItem("messaging.operation.type"));
            Assert.Equal(operation, activity.GetTagItem("messaging.operation.name"));
            Assert.Equal(id, activity.GetTagItem("messaging.message.id"));
            Assert.Equal("c-1", activity.GetTagItem("messaging.message.conversation_id"));
            Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        }
    }

    [Fact]
    public async Task Should_show_why_it_failed()
    {
        await using var test = await StartAsync();
        _desk.Work = (_, context, _) => context.DeliveryCount == 1 ? throw new InvalidOperationException("The pen is empty.") : Task.CompletedTask;
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => _ended.Count == 3);

        var failed = All("process greetings")[0];
        Assert.Equal((ActivityStatusCode.Error, "The pen is empty."), (failed.Status, failed.StatusDescription));
        Assert.Equal("System.InvalidOperationException", failed.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, All("process greetings")[1].Status);
        Assert.Equal(failed.ParentSpanId, All("process greetings")[1].ParentSpanId);
    }

    [Fact]
    public async Task Should_show_that_the_broker_refused_it()
    {
        await using var test = await StartAsync();

        await Assert.ThrowsAsync<UnknownQueueException>(() => test.Broker.PublishAsync([TestBroker.Text("x", "unheard-of")]));
        Assert.Equal((ActivityStatusCode.Error, typeof(UnknownQueueException).FullName), (One("send unheard-of").Status, One("send unheard-of").GetTagItem("error.type")));
    }

    [Fact]
    public async Task Should_be_the_trace_of_whoever_wrote_it_to_the_outbox()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        using var source = new ActivitySource("caller");
        var writer = source.StartActivity("writer")!;
        await file.WriteAsync(async transaction =>
        {
            var message = MessageFactory.Create(new Greet("Ada"), new JsonMessageSerializer(), MessageFactory.Headers());
            await new SqlOutbox().AppendAsync(transaction, [new OutgoingMessage(Destination.Queue(Queue), message)], CancellationToken.None);
            return true;
        });
        writer.Dispose();
        var relay = new OutboxRelay(file.Database, test.Broker, TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        Assert.Equal(1, await relay.RelayBatchAsync(CancellationToken.None));
        await Deadline.Until(() => _ended.Count == 3);

        Assert.Equal(writer.SpanId, One("send greetings").ParentSpanId);
        Assert.Equal((writer.TraceId, One("send greetings").SpanId), (One("process greetings").TraceId, One("process greetings").ParentSpanId));
    }

    [Fact]
    public async Task Should_be_traces_of_their_own_where_messages_are_published_together()
    {
        await using var test = await StartAsync();
        await test.Broker.PublishAsync([TestBroker.Text("1", Queue), TestBroker.Text("2", Queue)]);
        await Deadline.Until(() => All("send greetings").Count == 2);

        Assert.NotEqual(All("send greetings")[0].TraceId, All("send greetings")[1].TraceId);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Should_be_handled_where_its_trace_cannot_be_read()
    {
        await using var test = await StartAsync();
        var message = MessageFactory.Create(
            new Greet("Ada"), new JsonMessageSerializer(), new Dictionary<string, string> { [MessageHeaders.TraceParent] = "nonsense" });
        await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue(Queue), message)]);

        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);
    }

    private Activity One(string name) => Assert.Single(All(name));

    private List<Activity> All(string name) => [.. _ended.Where(activity => activity.DisplayName == name)];

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, queue => queue.Handle<Greet, GreetHandler>().Handle<Greeted, GreetedHandler>()),
        services => services.AddSingleton(_desk));
}
