using System.Collections.Concurrent;
using System.Text;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_an_old_version_of_a_message_comes
{
    private readonly Seen _seen = new();

    [Event("test.moved.v1", "removals")]
    public sealed record MovedV1(string Address);

    [Event("test.moved.v2", "removals")]
    public sealed record MovedV2(string Street, string Town);

    [Event("test.moved.v3", "moves")]
    public sealed record Moved(string Street, string Town, string Country);

    [Fact]
    public async Task Should_be_brought_up_to_the_newest_step_by_step()
    {
        await using var test = await StartAsync(Chain);
        await test.Bus.PublishAsync(new MovedV1("High Street 1, Ely"));
        await test.Bus.PublishAsync(new MovedV2("Low Road 2", "Ely"));
        await test.Bus.PublishAsync(new Moved("Rue 3", "Lyon", "FR"));
        await Deadline.Until(() => _seen.Count == 3);

        Assert.Equal(
            [new Moved("High Street 1", "Ely", "GB"), new Moved("Low Road 2", "Ely", "GB"), new Moved("Rue 3", "Lyon", "FR")],
            _seen.Select(s => s.Moved).OrderBy(m => m.Street, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Should_be_subscribed_to_at_the_topic_it_is_published_to()
    {
        await using var test = await StartAsync(Chain);

        Assert.Equal(
            ["moves: test.moved.v3", "removals: test.moved.v1 test.moved.v2"],
            test.Broker.Subscriptions.Select(s => $"{s.Topic}: {string.Join(' ', s.Types!.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Should_keep_its_id_and_headers_and_may_get_further_ones()
    {
        await using var test = await StartAsync(queue => queue
            .Transform("test.moved.v0", "test.moved.v3", old => new Message(
                "whatever", Json("""{"street":"s","town":"t","country":"c"}"""), headers: new Dictionary<string, string>
                {
                    ["made-by"] = "a transformation", ["tenant"] = "another",
                })));
        var headers = new Dictionary<string, string> { ["tenant"] = "blue", [MessageHeaders.CorrelationId] = "c-1" };
        await test.Broker.PublishAsync([new OutgoingMessage(
            Destination.Topic("moves"), new Message("test.moved.v0", Json("old"), "text/plain", "m-1", headers))]);
        await Deadline.Until(() => _seen.Count == 1);

        var message = _seen.Single().Context.Message;
        Assert.Equal(("m-1", "test.moved.v3", "application/json", "c-1"), (message.Id, message.Type, message.ContentType, message.CorrelationId));
        Assert.Equal(("blue", "a transformation"), (message.Headers["tenant"], message.Headers["made-by"]));
    }

    [Fact]
    public async Task Should_be_a_dead_letter_as_it_was_sent_when_it_cannot_be_brought_up()
    {
        await using var test = await StartAsync(Chain);
        await test.Bus.PublishAsync(new MovedV1("no comma"));
        var letter = await test.DeadLetterAsync();
        var content = await test.Broker.FindDeadLetterAsync(letter.Id);

        Assert.Equal((DeadLetterReasons.Undeserializable, "test.moved.v1", 1), (letter.Failure.Reason, letter.Type, letter.Attempts));
        Assert.Contains("test.moved.v2", letter.Failure.ExceptionMessage, StringComparison.Ordinal);
        Assert.Equal("""{"address":"no comma"}""", Encoding.UTF8.GetString(content!.Message.Body.Span));
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task Should_be_stored_as_it_was_sent_when_the_handler_fails_afterwards()
    {
        await using var test = await StartAsync(Chain);
        _seen.Fails = true;
        await test.Bus.PublishAsync(new MovedV1("High Street 1, Ely"));

        Assert.Equal(("test.moved.v1", 2), ((await test.DeadLetterAsync()).Type, _seen.Count));
    }

    [Fact]
    public async Task Should_refuse_a_second_way_a_circle_and_an_end_without_a_handler()
    {
        await using var test = await StartAsync(queue =>
        {
            Chain(queue);
            Assert.Throws<InvalidOperationException>(() => queue.Transform<MovedV1, Moved>(_ => throw new NotSupportedException()));
            Assert.Throws<InvalidOperationException>(() => queue.Transform<Moved, MovedV1>(_ => throw new NotSupportedException()));
            Assert.Throws<InvalidOperationException>(() => queue.Transform("x", "x", m => m));
        });

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(queue => queue.Transform("a", "b", m => m)));
        Assert.Equal("Queue 'moves' transforms a into b, and has no handler for that.", refusal.Message);
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static void Chain(QueueBuilder queue) => queue
        .Transform<MovedV2, Moved>(old => new Moved(old.Street, old.Town, "GB"))
        .Transform<MovedV1, MovedV2>(old => new MovedV2(old.Address.Split(", ")[0], old.Address.Split(", ")[1]));

    private Task<TestHost> StartAsync(Action<QueueBuilder> configure) => TestHost.StartAsync(
        messaging => messaging.Queue("moves", queue =>
        {
            queue.Options = new QueueOptions { MaxDeliveryAttempts = 2 };
            queue.Handle<Moved, Handler>();
            configure(queue);
        }),
        services => services.AddSingleton(_seen));

    private sealed class Seen : ConcurrentQueue<(Moved Moved, MessageContext Context)>
    {
        public bool Fails { get; set; }
    }

    private sealed class Handler(Seen seen) : IHandler<Moved>
    {
        public Task HandleAsync(Moved message, MessageContext context, CancellationToken cancellationToken)
        {
            seen.Enqueue((message, context));
            return seen.Fails ? throw new InvalidOperationException("The van is full.") : Task.CompletedTask;
        }
    }
}
