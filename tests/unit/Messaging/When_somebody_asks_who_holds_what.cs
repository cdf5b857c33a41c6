using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_somebody_asks_who_holds_what
{
    [Fact]
    public async Task Should_show_what_is_leased_since_when_and_until_when_the_longest_held_first()
    {
        await using var test = await StartAsync(new QueueOptions { LeaseDuration = TimeSpan.FromSeconds(30) });
        await test.PublishAsync("first", "second", "third");
        var first = await test.ReceiveOneAsync();
        var start = test.Time.GetUtcNow();
        await test.AdvanceAsync(TimeSpan.FromSeconds(10));
        await test.ReceiveOneAsync();
        test.Broker.Renew(first.LeaseToken, TimeSpan.FromSeconds(60));

        var leased = test.Broker.Leased(TestBroker.Queue, 10);

        Assert.Equal(
            [(first.Message.Id, start, start.AddSeconds(70), 1), (leased[1].MessageId, start.AddSeconds(10), start.AddSeconds(40), 1)],
            leased.Select(l => (l.MessageId, l.Since, l.Ends, l.Attempt)));
        Assert.Single(test.Broker.Leased(TestBroker.Queue, 1));
        Assert.Empty(test.Broker.Leased("no-such-queue", 10));
    }

    [Fact]
    public async Task Should_forget_what_was_settled_and_count_the_attempts()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("done", "again");
        var deliveries = await test.ReceiveAsync(2);
        await test.Broker.AcknowledgeAsync(deliveries[0].LeaseToken);
        await test.Broker.RetryAsync(deliveries[1].LeaseToken, TimeSpan.Zero);
        Assert.Empty(test.Broker.Leased(TestBroker.Queue, 10));

        await test.ReceiveAsync();

        var held = Assert.Single(test.Broker.Leased(TestBroker.Queue, 10));
        Assert.Equal((deliveries[1].Message.Id, 2, 2), (held.MessageId, held.DeliveryCount, held.Attempt));
    }

    [Fact]
    public async Task Should_say_what_the_consumers_of_this_process_do_with_theirs()
    {
        var desk = new GreetDesk();
        var go = new TaskCompletionSource();
        desk.Work = (_, _, _) => go.Task;
        await using var test = await TestHost.StartAsync(
            messaging => messaging.Queue("greetings", queue =>
            {
                queue.Options = new QueueOptions { MinConsumers = 1, MaxConsumers = 1, Prefetch = 1 };
                queue.Handle<Greet, GreetHandler>();
            }),
            services => services.AddSingleton(desk));
        await test.Broker.PauseAsync("greetings");
        await test.Bus.SendAsync(new Greet("one"));
        await test.Bus.SendAsync(new Greet("two"));
        await test.Broker.ResumeAsync("greetings");
        await Deadline.Until(() => test.Consumers.Held("greetings").Count == 2);

        Assert.Equal([HeldAs.Handling, HeldAs.Prefetched], test.Consumers.Held("greetings").Values.Order());
        Assert.Empty(test.Consumers.Held("no-such-queue"));

        go.SetResult();
        await Deadline.Until(() => test.Consumers.Held("greetings").Count == 0);
    }
}
