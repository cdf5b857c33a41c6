using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_lease_has_ended
{
    private static readonly QueueOptions _options = new() { MaxDeliveryAttempts = 2, LeaseDuration = TimeSpan.FromSeconds(10) };
    private static readonly TimeSpan _afterLease = TimeSpan.FromSeconds(10.5);

    [Fact]
    public async Task Should_count_as_a_failed_attempt_and_deliver_again()
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        await test.ReceiveOneAsync();

        await test.AdvanceAsync(TimeSpan.FromSeconds(9.5));
        Assert.Empty(await test.ReceiveAsync());
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));

        var again = await test.ReceiveOneAsync();
        Assert.Equal((2, 2), (again.DeliveryCount, again.Attempt));
    }

    [Fact]
    public async Task Should_dead_letter_after_the_last_attempt()
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        for (var i = 0; i < 2; i++)
        {
            await test.ReceiveOneAsync();
            await test.AdvanceAsync(_afterLease);
        }

        Assert.Empty(await test.ReceiveAsync());
        Assert.Equal(DeadLetterReasons.LeaseExpired, (await test.TheDeadLetterAsync()).Failure.Reason);
    }

    public static TheoryData<string> Settlements => [.. Settling.Keys];

    private static Dictionary<string, Func<IBroker, string, Task>> Settling => new()
    {
        ["acknowledge"] = (broker, token) => broker.AcknowledgeAsync(token),
        ["retry"] = (broker, token) => broker.RetryAsync(token, TimeSpan.Zero),
        ["retry later"] = (broker, token) => broker.RetryAsync(token, TimeSpan.FromHours(1)),
        ["dead-letter"] = (broker, token) => broker.DeadLetterAsync(token, new Failure("no")),
        ["renew"] = (broker, token) =>
        {
            broker.Renew(token, TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        },
    };

    [Theory]
    [MemberData(nameof(Settlements))]
    public async Task Should_refuse_its_token_and_change_nothing(string settlement)
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        var stale = (await test.ReceiveOneAsync()).LeaseToken;
        await test.AdvanceAsync(_afterLease);
        var present = await test.ReceiveOneAsync();
        var before = test.Statistics();

        var refused = await Assert.ThrowsAsync<LeaseLostException>(async () => await Settling[settlement](test.Broker, stale));

        Assert.Equal(stale, refused.LeaseToken);
        Assert.Equal(before, test.Statistics());
        await test.Broker.AcknowledgeAsync(present.LeaseToken);
    }

    [Theory]
    [MemberData(nameof(Settlements))]
    public async Task Should_not_be_settled_twice(string settlement)
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        var token = (await test.ReceiveOneAsync()).LeaseToken;
        await test.Broker.AcknowledgeAsync(token);

        await Assert.ThrowsAsync<LeaseLostException>(() => Settling[settlement](test.Broker, token));
    }

    [Fact]
    public async Task Should_let_only_one_of_two_settlements_win()
    {
        await using var test = await StartAsync(_options);
        for (var round = 0; round < 50; round++)
        {
            await test.PublishAsync("x");
            var token = (await test.ReceiveOneAsync()).LeaseToken;
            Task[] both = [Task.Run(() => test.Broker.AcknowledgeAsync(token)), Task.Run(() => test.Broker.DeadLetterAsync(token, new Failure("no")))];
            await Task.WhenAll(both).ContinueWith(_ => { }, TaskScheduler.Default);

            Assert.Equal(1, both.Count(t => t.IsCompletedSuccessfully));
            Assert.IsType<LeaseLostException>(both.Single(t => t.IsFaulted).Exception!.InnerException);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("1-1-1")]
    [InlineData("zz-1-1")]
    [InlineData("ffffffffffffffffff-1-1")]
    public async Task Should_refuse_what_never_was_a_token(string token)
    {
        await using var test = await StartAsync(_options);

        await Assert.ThrowsAsync<LeaseLostException>(() => test.Broker.AcknowledgeAsync(token));
    }

    [Fact]
    public async Task Should_last_longer_when_renewed()
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        var token = (await test.ReceiveOneAsync()).LeaseToken;
        for (var i = 0; i < 4; i++)
        {
            await test.AdvanceAsync(TimeSpan.FromSeconds(8));
            test.Broker.Renew(token, TimeSpan.FromSeconds(10));
        }

        Assert.Empty(await test.ReceiveAsync());
        await test.Broker.AcknowledgeAsync(token);
    }

    [Fact]
    public async Task Should_end_when_the_receiver_said()
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        await test.Broker.ReceiveAsync(Queue, 1, TimeSpan.Zero, TimeSpan.FromMinutes(2));

        await test.AdvanceAsync(TimeSpan.FromSeconds(119));
        Assert.Empty(await test.ReceiveAsync());
        await test.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(43_201)]
    public async Task Should_refuse_a_length_that_makes_no_sense(int seconds)
    {
        await using var test = await StartAsync(_options);
        await test.PublishAsync("x");
        var lease = TimeSpan.FromSeconds(seconds);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Broker.ReceiveAsync(Queue, 1, TimeSpan.Zero, lease).AsTask());
        var delivery = await test.ReceiveOneAsync();
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Broker.Renew(delivery.LeaseToken, lease));
        await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
    }
}
