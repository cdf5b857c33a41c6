using Messaging;
using Messaging.Embedded;
using Unit.Support;

namespace Unit.Messaging.Faults;

public sealed class When_the_disk_is_full
{
    [Fact]
    public async Task Should_refuse_publishes_with_an_error_that_says_so_and_keep_what_was_confirmed()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        faulty.Scope.Capacity = faulty.Used + 300_000;
        var confirmed = await faulty.PublishUntilFullAsync();

        var refused = await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));

        Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(confirmed);
        Assert.Equal(confirmed, await faulty.TextsAsync());
        await faulty.RestartAsync();
        Assert.Equal(confirmed, await faulty.TextsAsync());
    }

    [Fact]
    public async Task Should_acknowledge_retry_and_dead_letter_all_the_same()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        foreach (var text in new[] { "acknowledged", "retried", "buried" })
            await faulty.PublishAsync(text);
        faulty.FillDisk();
        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));
        var deliveries = (await faulty.ReceiveAsync()).ToDictionary(TestBroker.Text);

        await faulty.Broker.AcknowledgeAsync(deliveries["acknowledged"].LeaseToken).Soon();
        await faulty.Broker.RetryAsync(deliveries["retried"].LeaseToken, TimeSpan.Zero).Soon();
        await faulty.Broker.DeadLetterAsync(deliveries["buried"].LeaseToken, new Failure("test")).Soon();

        Assert.Equal(["retried"], await faulty.TextsAsync());
        await faulty.RestartAsync();
        Assert.Equal(["retried"], await faulty.TextsAsync());
        Assert.Equal("test", Assert.Single(await faulty.Broker.ListDeadLettersAsync(new DeadLetterQuery())).Failure.Reason);
    }

    // Each commit takes space in the WAL before a checkpoint gives it back; the ballast has room for a few dozen of them.
    [Fact]
    public async Task Should_acknowledge_a_backlog_that_needs_many_times_the_ballast()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        for (var i = 0; i < 300; i++)
            await faulty.PublishAsync($"text {i}");
        faulty.FillDisk();
        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));

        foreach (var delivery in await faulty.ReceiveAsync())
            await faulty.Broker.AcknowledgeAsync(delivery.LeaseToken).Soon();

        await faulty.RestartAsync();
        Assert.Empty(await faulty.TextsAsync());
    }

    // All of it is still in the WAL, and the file has to grow by as much before any of that space can be used again.
    [Fact]
    public async Task Should_acknowledge_a_backlog_that_no_checkpoint_has_moved_yet()
    {
        await using var faulty = await FaultyBroker.StartAsync(ballastBytes: EmbeddedBroker.DefaultBallastBytes);
        faulty.Scope.Capacity = faulty.Used + (28 * 1024 * 1024);
        await faulty.PublishUntilFullAsync();

        var acknowledged = 0;
        while (await faulty.ReceiveAsync() is { Count: > 0 } deliveries)
        {
            foreach (var delivery in deliveries)
                await faulty.Broker.AcknowledgeAsync(delivery.LeaseToken).Soon();
            acknowledged += deliveries.Count;
        }

        Assert.True(acknowledged > 1000, $"Only {acknowledged} were there.");
    }

    // The space that the broker itself has taken of the ballast comes back with it.
    [Fact]
    public async Task Should_give_back_what_its_own_files_no_longer_need()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        for (var i = 0; i < 300; i++)
            await faulty.PublishAsync($"text {i}");
        faulty.FillDisk();
        var before = new FileInfo(faulty.Wal).Length;

        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));

        Assert.True(before > 1_000_000, "There was nothing to give back.");
        Assert.InRange(new FileInfo(faulty.Wal).Length, 0, before / 10);
    }

    [Fact]
    public async Task Should_publish_again_by_itself_when_there_is_room()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        await faulty.PublishAsync("before");
        faulty.FillDisk();
        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));

        faulty.EmptyDisk();
        await faulty.PublishAsync("after");

        Assert.Equal(["before", "after"], await faulty.TextsAsync());
    }

    [Fact]
    public async Task Should_say_so_for_as_long_as_it_is_also_when_nobody_publishes_any_more()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        Assert.Empty(faulty.Broker.Troubles);
        faulty.FillDisk();
        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));
        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));

        Assert.Equal([new StoreTrouble(StoreTroubleKind.DiskFull, faulty.Time.GetUtcNow())], faulty.Broker.Troubles);

        faulty.EmptyDisk();
        await Deadline.Until(() => faulty.Broker.Troubles.Count == 0);
    }

    [Fact]
    public async Task Should_start_and_serve_what_there_is()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        await faulty.PublishAsync("before");
        faulty.FillDisk();

        await faulty.RestartAsync();
        var delivery = Assert.Single(await faulty.ReceiveAsync());
        await Assert.ThrowsAsync<DiskFullException>(() => faulty.PublishAsync("too much"));
        await faulty.Broker.AcknowledgeAsync(delivery.LeaseToken).Soon();

        Assert.Empty(await faulty.ReceiveAsync());
    }
}
