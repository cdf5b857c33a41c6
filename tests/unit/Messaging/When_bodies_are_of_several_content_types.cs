using System.Collections.Concurrent;
using System.Text;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_bodies_are_of_several_content_types
{
    private const string Queue = "greetings";

    private readonly GreetDesk _desk = new();
    private readonly RawDesk _raw = new();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON ;charset=utf-8")]
    public async Task Should_be_read_by_the_content_type_they_came_with(string contentType)
    {
        await using var test = await StartAsync(queue => queue.Handle<Greet, GreetHandler>());
        await PublishAsync(test, "test.greet.v1", """{"name":"Ada"}""", contentType);
        await Deadline.Until(() => _desk.Seen.Count == 1);

        Assert.Equal("Ada", _desk.Seen.Single().Name);
    }

    [Fact]
    public async Task Should_be_a_dead_letter_when_a_typed_handler_is_all_there_is_and_nobody_reads_it()
    {
        await using var test = await StartAsync(queue => queue.Handle<Greet, GreetHandler>());
        await PublishAsync(test, "test.greet.v1", "name;Ada", "text/csv");
        var letter = await test.DeadLetterAsync();

        Assert.Equal((DeadLetterReasons.Undeserializable, 1), (letter.Failure.Reason, letter.Attempts));
        Assert.Contains("text/csv", letter.Failure.ExceptionMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_pass_through_as_bytes_to_a_raw_handler()
    {
        await using var test = await StartAsync(queue => queue.HandleBytes<RawHandler>("reading.v1"));
        await PublishAsync(test, "reading.v1", "\0\u0001 anything", "application/octet-stream");
        await PublishAsync(test, "reading.v2", "x", "application/octet-stream");
        var letter = await test.DeadLetterAsync();

        Assert.Equal([("RawHandler", "reading.v1", "application/octet-stream", "\0\u0001 anything")], _raw.Seen);
        Assert.Equal(("reading.v2", DeadLetterReasons.NoHandler), (letter.Type, letter.Failure.Reason));
    }

    [Fact]
    public async Task Should_go_to_the_most_particular_handler_that_can_take_it()
    {
        await using var test = await StartAsync(queue => queue
            .HandleBytes<CatchAll>()
            .HandleBytes<RawHandler>("reading.*")
            .Handle<Greet, GreetHandler>());
        await PublishAsync(test, "test.greet.v1", """{"name":"Ada"}""", "application/json");
        await PublishAsync(test, "test.greet.v1", "Ada", "text/plain");
        await PublishAsync(test, "reading.v7", "7", "text/plain");
        await Deadline.Until(() => _desk.Seen.Count == 1 && _raw.Seen.Count == 2);

        Assert.Equal(
            [("CatchAll", "test.greet.v1", "text/plain", "Ada"), ("RawHandler", "reading.v7", "text/plain", "7")],
            _raw.Seen.OrderBy(s => s.Handler, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Should_reach_a_raw_handler_of_a_topic_by_a_subscription_with_its_prefix()
    {
        await using var test = await StartAsync(queue => queue.HandleBytes<RawHandler>("reading.*", topic: "meters"));
        await test.Broker.PublishAsync([TestBroker.Event("meters", "reading.v3", "3"), TestBroker.Event("meters", "other", "no")]);
        await Deadline.Until(() => _raw.Seen.Count == 1);

        Assert.Equal(["reading.*"], Assert.Single(test.Broker.Subscriptions).Types!);
        Assert.Equal("3", _raw.Seen.Single().Text);
    }

    [Fact]
    public async Task Should_be_written_in_what_the_wiring_says_for_the_class()
    {
        await using var test = await TestHost.StartAsync(
            messaging => messaging.Serializer(new Shouting()).Serialize<Greet>(Shouting.MediaType)
                .Queue(Queue, queue => queue.Handle<Greet, GreetHandler>().HandleBytes<CatchAll>()),
            services => services.AddSingleton(_desk).AddSingleton(_raw));
        string? contentType = null;
        _desk.Work = (_, context, _) => Task.FromResult(contentType = context.Message.ContentType);
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => contentType is not null);

        Assert.Equal((Shouting.MediaType, "ADA"), (contentType, _desk.Seen.Single().Name));
    }

    [Fact]
    public async Task Should_be_refused_at_the_start_when_a_class_is_to_be_written_in_what_nobody_writes()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TestHost.StartAsync(messaging => messaging.Serialize<Greet>("application/cbor")));

        Assert.Contains("application/cbor", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_two_raw_handlers_for_the_same_and_a_star_in_the_middle()
    {
        await using var test = await StartAsync(queue =>
        {
            queue.HandleBytes<RawHandler>("a").HandleBytes<RawHandler>("a.*");
            Assert.Throws<InvalidOperationException>(() => queue.HandleBytes<CatchAll>("a"));
            Assert.Throws<InvalidOperationException>(() => queue.HandleBytes<CatchAll>("a.*"));
            Assert.Throws<ArgumentException>(() => queue.HandleBytes<CatchAll>("a*b"));
        });
    }

    private static Task<IReadOnlyList<int>> PublishAsync(TestHost test, string type, string body, string contentType) => test.Broker.PublishAsync(
        [new OutgoingMessage(Destination.Queue(Queue), new Message(type, Encoding.UTF8.GetBytes(body), contentType))]);

    private Task<TestHost> StartAsync(Action<QueueBuilder> configure) => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, configure), services => services.AddSingleton(_desk).AddSingleton(_raw));

    private sealed class RawDesk
    {
        public ConcurrentQueue<(string Handler, string Type, string ContentType, string Text)> Seen { get; } = new();
    }

    private class RawHandler(RawDesk desk) : IHandler<Message>
    {
        public Task HandleAsync(Message message, MessageContext context, CancellationToken cancellationToken)
        {
            desk.Seen.Enqueue((context.Handler, message.Type, message.ContentType, Encoding.UTF8.GetString(message.Body.Span)));
            return Task.CompletedTask;
        }
    }

    private sealed class CatchAll(RawDesk desk) : RawHandler(desk);

    /// <summary>The name of a greeting, in capitals.</summary>
    private sealed class Shouting : IMessageSerializer
    {
        public const string MediaType = "text/x-shouting";

        public string ContentType => MediaType;

        public ReadOnlyMemory<byte> Serialize<T>(T value) => Encoding.UTF8.GetBytes(((Greet)(object)value!).Name.ToUpperInvariant());

        public T Deserialize<T>(ReadOnlySpan<byte> body) => (T)(object)new Greet(Encoding.UTF8.GetString(body));
    }
}
