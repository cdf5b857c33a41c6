using Messaging;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_a_queue_is_declared
{
    [Fact]
    public async Task Should_create_it_once_and_then_change_its_options()
    {
        await using var test = await TestBroker.StartAsync();
        Assert.True(await test.Broker.DeclareQueueAsync("q", new QueueOptions()));
        await test.Broker.PublishAsync([TestBroker.Text("x", "q")]);
        Assert.False(await test.Broker.DeclareQueueAsync("q", new QueueOptions { MaxLength = 1 }));

        Assert.Equal((1, 1), (test.Statistics("q").Options.MaxLength, test.Statistics("q").Ready));
        await Assert.ThrowsAsync<QueueFullException>(() => test.Broker.PublishAsync([TestBroker.Text("y", "q")]));
    }

    [Fact]
    public async Task Should_create_it_once_when_many_ask_at_the_same_moment()
    {
        await using var test = await TestBroker.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var name = $"q{round}";
            var declares = Enumerable.Range(0, 8).Select(_ => test.Broker.DeclareQueueAsync(name, new QueueOptions()));

            Assert.Single(await Task.WhenAll(declares).Soon(), created => created);
        }
    }

    [Fact]
    public async Task Should_exist_when_a_delete_was_on_its_way()
    {
        await using var test = await TestBroker.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            await test.Broker.DeclareQueueAsync("q", new QueueOptions());
            var delete = test.Broker.DeleteQueueAsync("q");
            var declare = test.Broker.DeclareQueueAsync("q", new QueueOptions());

            Assert.True(await delete.Soon());
            Assert.True(await declare.Soon());
            await test.Broker.PublishAsync([TestBroker.Text("x", "q")]).Soon();
            Assert.Equal(["x"], await test.ReceiveTextsAsync(queue: "q"));
        }
    }

    [Fact]
    public async Task Should_know_its_dead_letters_of_an_earlier_life()
    {
        await using var test = await TestBroker.StartAsync();
        await test.PublishAsync("x");
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("no"));
        await test.Broker.DeleteQueueAsync(TestBroker.Queue);
        await test.Broker.DeclareQueueAsync(TestBroker.Queue, new QueueOptions());

        Assert.Equal(1, test.Statistics().DeadLettered);
        await test.Broker.ReplayAsync((await test.TheDeadLetterAsync()).Id, "me");
        Assert.Equal((0, 1), (test.Statistics().DeadLettered, test.Statistics().Ready));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("\u00fcber")]
    [InlineData("a;DROP TABLE queue")]
    public async Task Should_refuse_a_bad_name(string name)
    {
        await using var test = await TestBroker.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => test.Broker.DeclareQueueAsync(name, new QueueOptions()));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Broker.DeclareTopicAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Broker.SubscribeAsync(new Subscription("t", name, TestBroker.Queue)));
        Assert.Throws<ArgumentException>(() => Destination.Queue(name));
    }

    public static TheoryData<QueueOptions> BadOptions =>
    [
        new QueueOptions { MaxDeliveryAttempts = 0 },
        new QueueOptions { MaxDeliveryAttempts = 1001 },
        new QueueOptions { LeaseDuration = TimeSpan.FromMilliseconds(99) },
        new QueueOptions { LeaseDuration = TimeSpan.FromHours(13) },
        new QueueOptions { MaxLength = 0 },
        new QueueOptions { MaxBodyBytes = -1 },
        new QueueOptions { MaxBodyBytes = (64 * 1024 * 1024) + 1 },
    ];

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public async Task Should_refuse_options_out_of_range(QueueOptions options)
    {
        await using var test = await TestBroker.StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Broker.DeclareQueueAsync("q", options));
        Assert.Null(test.Broker.Statistics("q"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_keep_what_was_set_since_the_program_last_wanted_the_same(bool restart)
    {
        await using var test = await TestBroker.StartAsync();
        var wanted = new QueueOptions { MaxDeliveryAttempts = 5 };
        Assert.True(await test.Broker.EnsureQueueAsync("q", wanted));
        await test.Broker.DeclareQueueAsync("q", wanted with { MaxLength = 100 });
        if (restart)
            await test.RestartAsync();

        Assert.False(await test.Broker.EnsureQueueAsync("q", new QueueOptions { MaxDeliveryAttempts = 5 }));
        Assert.Equal(100, test.Statistics("q").Options.MaxLength);

        Assert.False(await test.Broker.EnsureQueueAsync("q", new QueueOptions { MaxDeliveryAttempts = 6 }));
        Assert.Equal((null, 6), (test.Statistics("q").Options.MaxLength, test.Statistics("q").Options.MaxDeliveryAttempts));
    }
}
