using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_the_broker_is_opened_again
{
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Should_still_have_every_message_with_its_count_and_place(bool crash)
    {
        await using var test = await StartAsync();
        await test.PublishAsync("acknowledged", "retried", "leased", "ready");
        await test.PublishLaterAsync("delayed", TimeSpan.FromSeconds(10));
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);
        await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.FromSeconds(5));
        await test.ReceiveOneAsync();

        await ReopenAsync(test, crash);

        Assert.Equal((2, 0, 2), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));
        Assert.Equal(["leased", "ready"], [.. await test.ReceiveTextsAsync(1), .. await test.ReceiveTextsAsync()]);
        await test.AdvanceAsync(TimeSpan.FromSeconds(5));
        var retried = await test.ReceiveOneAsync();
        Assert.Equal(("retried", 2), (Text(retried), retried.DeliveryCount));
        await test.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["delayed"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Should_still_have_queues_topics_subscriptions_and_pauses(bool crash)
    {
        await using var test = await StartAsync(new QueueOptions { MaxLength = 7 });
        await test.Broker.DeclareTopicAsync("t");
        await test.Broker.SubscribeAsync(new Subscription("t", "s", Queue, ["a", "b"]));
        await test.Broker.DeclareQueueAsync("deleted", new QueueOptions());
        await test.Broker.DeleteQueueAsync("deleted");
        await test.Broker.PauseAsync(Queue);

        await ReopenAsync(test, crash);

        var statistics = Assert.Single(test.Broker.Statistics());
        Assert.Equal((Queue, true, 7), (statistics.Queue, statistics.Paused, statistics.Options.MaxLength));
        var subscription = Assert.Single(test.Broker.Subscriptions);
        Assert.Equal(("t", "s", Queue), (subscription.Topic, subscription.Name, subscription.Queue));
        Assert.Equal(["a", "b"], subscription.Types!);
        Assert.Equal([1, 0], await test.Broker.PublishAsync([Event("t", "a"), Event("t", "c")]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Should_still_have_its_dead_letters(bool crash)
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("no", "T", "m", "d"));
        var before = await test.TheDeadLetterAsync();

        await ReopenAsync(test, crash);

        Assert.Equal(before, await test.TheDeadLetterAsync());
        Assert.Equal(1, test.Statistics().DeadLettered);
        await test.Broker.ReplayAsync(before.Id, "me");
        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Should_refuse_the_leases_of_before(bool crash)
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        var stale = (await test.ReceiveOneAsync()).LeaseToken;
        await ReopenAsync(test, crash);

        await Assert.ThrowsAsync<LeaseLostException>(() => test.Broker.AcknowledgeAsync(stale));
        var present = await test.ReceiveOneAsync();
        await Assert.ThrowsAsync<LeaseLostException>(() => test.Broker.AcknowledgeAsync(stale));
        await test.Broker.AcknowledgeAsync(present.LeaseToken);
    }

    [Fact]
    public async Task Should_refuse_a_file_of_a_later_version_and_leave_it_alone()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        await test.Broker.DisposeAsync();
        Outside.Execute(test.File, "PRAGMA user_version=99");

        var refused = Assert.Throws<InvalidDataException>(
            () => EmbeddedBroker.Open(test.Directory, Durability.Full, test.Time, NullLogger.Instance));

        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
        Assert.Contains(test.File, refused.Message, StringComparison.Ordinal);
        Assert.Equal(99, Outside.Scalar(test.File, "PRAGMA user_version"));
    }

    [Fact]
    public async Task Should_refuse_a_file_that_is_no_database()
    {
        await using var test = await StartAsync();
        await test.Broker.DisposeAsync();
        await File.WriteAllTextAsync(test.File, new string('x', 10_000), TestContext.Current.CancellationToken);

        var refused = Assert.Throws<StoreDamagedException>(
            () => EmbeddedBroker.Open(test.Directory, Durability.Full, test.Time, NullLogger.Instance));

        Assert.Equal(test.File, refused.Path);
    }

    [Fact]
    public async Task Should_have_written_what_was_handed_over_when_it_was_closed()
    {
        await using var test = await StartAsync();
        var publishes = Enumerable.Range(0, 200).Select(i => test.PublishAsync($"{i}")).ToArray();
        await test.RestartAsync();
        await Task.WhenAll(publishes).Soon();

        Assert.Equal(200, test.Statistics().Ready);
    }

    private static Task ReopenAsync(TestBroker test, bool crash) => crash ? test.CrashAsync() : test.RestartAsync();
}
