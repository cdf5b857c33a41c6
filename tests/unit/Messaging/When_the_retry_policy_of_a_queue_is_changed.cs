using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_the_retry_policy_of_a_queue_is_changed
{
    private readonly GreetDesk _desk = new() { Work = (_, _, _) => throw new InvalidOperationException("no") };

    [Fact]
    public async Task Should_retry_as_it_now_says_without_a_restart()
    {
        await using var test = await TestHost.StartAsync(
            messaging => messaging.Queue("greetings", queue =>
            {
                queue.Recovery = new RecoveryOptions { ImmediateRetries = 3, DelayFirst = TimeSpan.FromSeconds(1) };
                queue.Handle<Greet, GreetHandler>();
            }),
            services => services.AddSingleton(_desk));
        Assert.Equal(3, test.Consumers.Status("greetings")!.Retry.ImmediateRetries);

        var options = test.Broker.Statistics("greetings")!.Options;
        var policy = new RetryPolicy { ImmediateRetries = 0, DelayFirst = TimeSpan.FromHours(1), DelayMax = TimeSpan.FromHours(1) };
        await test.Broker.DeclareQueueAsync("greetings", options with { Retry = policy });
        test.Time.Advance(TimeSpan.FromSeconds(1)); // the consumers look at the options at most every 50 ms
        await test.Bus.SendAsync(new Greet("Ada"));

        await Deadline.Until(() => test.Broker.Statistics("greetings")!.Scheduled == 1);
        Assert.Single(_desk.Seen);
        Assert.Equal(policy, test.Consumers.Status("greetings")!.Retry);
    }

    [Fact]
    public async Task Should_keep_what_was_set_when_the_broker_is_opened_again()
    {
        await using var test = await TestBroker.StartAsync();
        var set = new QueueOptions { Retry = new RetryPolicy { ImmediateRetries = 7 } };
        await test.Broker.EnsureQueueAsync(TestBroker.Queue, new QueueOptions());
        await test.Broker.DeclareQueueAsync(TestBroker.Queue, set);

        await test.RestartAsync();
        await test.Broker.EnsureQueueAsync(TestBroker.Queue, new QueueOptions());

        Assert.Equal(set, test.Statistics().Options);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(101, 1, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 1, 86_401)]
    public async Task Should_refuse_what_makes_no_sense(int immediate, double first, double max)
    {
        await using var test = await TestBroker.StartAsync();
        var policy = new RetryPolicy { ImmediateRetries = immediate, DelayFirst = TimeSpan.FromSeconds(first), DelayMax = TimeSpan.FromSeconds(max) };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => test.Broker.DeclareQueueAsync(TestBroker.Queue, new QueueOptions { Retry = policy }));
    }
}
