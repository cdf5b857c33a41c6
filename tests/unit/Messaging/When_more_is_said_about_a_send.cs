using Messaging;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_more_is_said_about_a_send
{
    private const string Queue = "greetings";

    [Fact]
    public async Task Should_be_in_the_headers_of_the_message()
    {
        await using var test = await StartAsync();
        await test.Bus.SendAsync(new Greet("Ada"), new SendOptions
        {
            OrderingKey = "ada",
            TimeToLive = TimeSpan.FromSeconds(5),
            CorrelationId = "c-1",
            Headers = new Dictionary<string, string> { ["tenant"] = "blue" },
        });
        var message = Assert.Single(await test.Broker.ReceiveAsync(Queue, 1, TimeSpan.Zero)).Message;

        Assert.Equal(("ada", "c-1", "blue"), (message.OrderingKey, message.CorrelationId, message.Headers["tenant"]));
        Assert.Equal((test.Time.GetUtcNow() + TimeSpan.FromSeconds(5)).ToUnixTimeMilliseconds(), message.ExpiresAt);
    }

    [Fact]
    public async Task Should_count_the_time_to_live_from_when_it_is_due()
    {
        await using var test = await StartAsync();
        await test.Bus.SendAsync(new Greet("Ada"), new SendOptions { Delay = TimeSpan.FromHours(1), TimeToLive = TimeSpan.FromMinutes(1) });
        var expires = (test.Time.GetUtcNow() + TimeSpan.FromMinutes(61)).ToUnixTimeMilliseconds();
        test.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(expires, Assert.Single(await test.Broker.ReceiveAsync(Queue, 1, TimeSpan.FromSeconds(20)).Soon()).Message.ExpiresAt);
    }

    [Fact]
    public async Task Should_come_at_the_time_it_was_scheduled_for()
    {
        await using var test = await StartAsync();
        var at = test.Time.GetUtcNow() + TimeSpan.FromHours(40);
        await test.Bus.ScheduleAsync(new Greet("Ada"), at);
        await test.Bus.ScheduleAsync(new Greet("at once"), test.Time.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.Equal((1, 1), (test.Broker.Statistics(Queue)!.Scheduled, test.Broker.Statistics(Queue)!.Ready));
        test.Time.Advance(TimeSpan.FromHours(40) - TimeSpan.FromSeconds(1));
        await test.Broker.PublishAsync([]);
        await test.Broker.PublishAsync([]);
        Assert.Equal(1, test.Broker.Statistics(Queue)!.Scheduled);
        test.Time.Advance(TimeSpan.FromSeconds(1));

        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Ready == 2);
    }

    [Fact]
    public async Task Should_be_refused_with_the_option_that_is_wrong()
    {
        await using var test = await StartAsync();

        await RefusedAsync("Delay", new SendOptions { Delay = TimeSpan.FromTicks(-1) });
        await RefusedAsync("Delay", new SendOptions { Delay = SendOptions.MaxTime + TimeSpan.FromTicks(1) });
        await RefusedAsync("TimeToLive", new SendOptions { TimeToLive = TimeSpan.Zero });
        await RefusedAsync("TimeToLive", new SendOptions { TimeToLive = TimeSpan.MaxValue });
        await RefusedAsync("OrderingKey", new SendOptions { OrderingKey = "" });
        await RefusedAsync("OrderingKey", new SendOptions { OrderingKey = new string('x', 201) });
        await RefusedAsync("CorrelationId", new SendOptions { CorrelationId = "é" });
        await RefusedAsync("Headers", Header("Tenant", "x"), "'Tenant' is no header name");
        await RefusedAsync("Headers", Header("", "x"), "'' is no header name");
        await RefusedAsync("Headers", Header("reply-to", "x"), "'reply-to' means something to the broker");
        await RefusedAsync("Headers", Header("tenant", null!), "Header 'tenant' has no value");
        Assert.Equal(0, test.Broker.Statistics(Queue)!.Published);

        async Task RefusedAsync(string option, SendOptions options, string message = "")
        {
            var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Bus.SendAsync(new Greet("Ada"), options));
            Assert.Equal(option, refusal.ParamName, ignoreCase: true);
            Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_be_refused_when_it_is_both_delayed_and_scheduled()
    {
        await using var test = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => test.Bus.ScheduleAsync(
            new Greet("Ada"), test.Time.GetUtcNow() + TimeSpan.FromHours(1), new SendOptions { Delay = TimeSpan.FromHours(1) }));
    }

    private static SendOptions Header(string name, string value) => new() { Headers = new Dictionary<string, string> { [name] = value } };

    private static async Task<TestHost> StartAsync()
    {
        var test = await TestHost.StartAsync(_ => { });
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        return test;
    }
}
