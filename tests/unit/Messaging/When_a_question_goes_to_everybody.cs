using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_a_question_goes_to_everybody
{
    private static readonly TimeSpan _wait = TimeSpan.FromSeconds(30.125); // as nobody else waits: see FiresIn

    private readonly RateDesk _desk = new();

    [Event("test.rates-wanted.v1", "shipping")]
    public sealed record RatesWanted(int Grams);

    [Reply("test.rate.v1")]
    public sealed record Rate(string Carrier, decimal Price);

    [Fact]
    public async Task Should_gather_what_comes_until_the_time_is_over_with_who_said_it()
    {
        await using var test = await StartAsync();
        _desk.Silent = "slow";
        var asking = test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(500), _wait);
        await Deadline.Until(() => Acknowledged(test) == 2 && _desk.Asked == 3 && test.Time.FiresIn(_wait));
        test.Time.Advance(_wait - TimeSpan.FromSeconds(1));
        Assert.False(asking.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(1));

        var replies = await asking.Soon();
        Assert.Equal(
            [("cheap", "cheap", 2.5m), ("fast", "fast", 2.5m)],
            replies.Received.Select(r => (r.Source!, r.Value.Carrier, r.Value.Price)).Order());
        Assert.Equal((3, 0), (replies.Asked, replies.Unreadable.Count));
    }

    [Fact]
    public async Task Should_end_as_soon_as_there_are_enough_and_drop_the_late_ones_and_count_them()
    {
        await using var test = await StartAsync();
        var replies = await test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(500), _wait, count: 2).Soon();
        Assert.Equal(2, replies.Received.Count);

        await Deadline.Until(() => test.Bus.LateReplies == 1);
        await Deadline.Until(() => Acknowledged(test) == 3);
        Assert.Equal(3, (await test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(1), _wait, count: 3).Soon()).Received.Count);
    }

    [Fact]
    public async Task Should_count_a_reply_that_comes_twice_once()
    {
        await using var test = await StartAsync();
        _desk.Times = 2;
        _desk.Silent = "slow";
        var asking = test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(500), _wait);
        await Deadline.Until(() => Acknowledged(test) == 4 && test.Time.FiresIn(_wait));
        test.Time.Advance(_wait);

        Assert.Equal(["cheap", "fast"], (await asking.Soon()).Received.Select(r => r.Value.Carrier).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Should_set_apart_what_is_no_answer()
    {
        await using var test = await StartAsync();
        _desk.Garbage = "fast";
        var replies = await test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(500), _wait, count: 3).Soon();

        Assert.Equal(["cheap", "slow"], replies.Received.Select(r => r.Value.Carrier).Order(StringComparer.Ordinal));
        Assert.Equal("test.greeting.v1", Assert.Single(replies.Unreadable).Type);
    }

    [Fact]
    public async Task Should_answer_at_once_when_nobody_was_there_to_be_asked()
    {
        await using var test = await StartAsync();
        foreach (var subscription in test.Broker.Subscriptions)
            await test.Broker.UnsubscribeAsync(subscription.Topic, subscription.Name);

        var replies = await test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(500), _wait).Soon();
        Assert.Equal((0, 0), (replies.Asked, replies.Received.Count));
    }

    [Fact]
    public async Task Should_stay_in_the_conversation_it_is_asked_in()
    {
        await using var test = await StartAsync();
        var replies = await test.Bus.RequestAllAsync<RatesWanted, Rate>(
            new RatesWanted(500), _wait, 3, new SendOptions { CorrelationId = "order-7" }).Soon();

        Assert.All(replies.Received, r => Assert.Equal("order-7", r.Message.CorrelationId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task Should_refuse_a_count_that_makes_no_sense(int count)
    {
        await using var test = await StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => test.Bus.RequestAllAsync<RatesWanted, Rate>(new RatesWanted(1), _wait, count));
    }

    private static long Acknowledged(TestHost test) => test.Broker.Statistics("replies")?.Acknowledged ?? 0;

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        messaging => messaging
            .Queue("cheap", queue => queue.Handle<RatesWanted, Carrier>())
            .Queue("fast", queue => queue.Handle<RatesWanted, Carrier>())
            .Queue("slow", queue => queue.Handle<RatesWanted, Carrier>()),
        services => services.AddSingleton(_desk));

    private sealed class RateDesk
    {
        private int _asked;

        public string? Silent { get; set; }

        public string? Garbage { get; set; }

        public int Times { get; set; } = 1;

        public int Asked => _asked;

        public void Ask() => Interlocked.Increment(ref _asked);
    }

    private sealed class Carrier(RateDesk desk, IMessageBus bus, IBroker broker, MessageSerializers serializers) : IHandler<RatesWanted>
    {
        public async Task HandleAsync(RatesWanted message, MessageContext context, CancellationToken cancellationToken)
        {
            desk.Ask();
            if (context.Queue == desk.Silent)
                return;
            if (context.Queue == desk.Garbage)
            {
                await bus.ReplyAsync(context, new Greeting("We are closed."), cancellationToken);
                return;
            }

            var reply = MessageFactory.Reply(context, new Rate(context.Queue, message.Grams / 200m), serializers)!;
            for (var i = 0; i < desk.Times; i++)
                await broker.PublishAsync([reply], cancellationToken: cancellationToken);
        }
    }
}
