using Messaging;
using Unit.Support;
using Vfs;

namespace Unit.Messaging.Faults;

public sealed class When_the_disk_has_errors
{
    [Theory]
    [InlineData(SqliteCode.WriteFailed)]
    [InlineData(SqliteCode.ReadOnly)]
    public async Task Should_refuse_publishes_while_it_cannot_be_written_and_publish_when_it_can(int error)
    {
        await using var faulty = await FaultyBroker.StartAsync();
        await faulty.PublishAsync("before");
        faulty.Fail(VfsCallKind.Write, "broker.db-wal", error);
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("refused"));
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("refused"));
        Assert.Equal(StoreTroubleKind.Unavailable, Assert.Single(faulty.Broker.Troubles).Kind);

        faulty.Scope.Fault = null;
        await faulty.PublishAsync("after");
        Assert.Empty(faulty.Broker.Troubles);

        Assert.Equal(["before", "after"], await faulty.TextsAsync());
        await faulty.RestartAsync();
        Assert.Equal(["before", "after"], await faulty.TextsAsync());
    }

    [Fact]
    public async Task Should_keep_what_was_confirmed_when_a_checkpoint_cannot_be_written()
    {
        await using var faulty = await FaultyBroker.StartAsync(checkpointPages: 10);
        var confirmed = new List<string>();
        faulty.Fail(VfsCallKind.Write, "broker.db", SqliteCode.WriteFailed);
        for (var i = 0; i < 50; i++)
        {
            await faulty.PublishAsync($"text {i}");
            confirmed.Add($"text {i}");
        }

        faulty.Scope.Fault = null;
        Assert.Empty(faulty.Broker.Troubles); // it was tried again
        await faulty.RestartAsync();

        Assert.Equal(confirmed, await faulty.TextsAsync());
    }

    [Fact]
    public async Task Should_say_that_it_cannot_be_opened_and_not_any_more_when_it_can()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        faulty.Scope.Fault = call => call.Kind is VfsCallKind.Sync or VfsCallKind.Read ? SqliteCode.ReadFailed : SqliteCode.Ok;
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("refused"));
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("refused"));
        Assert.Equal(StoreTroubleKind.Unavailable, Assert.Single(faulty.Broker.Troubles).Kind);

        faulty.Scope.Fault = null;
        faulty.Time.Advance(TimeSpan.FromSeconds(1));

        await Deadline.Until(() => faulty.Broker.Troubles.Count == 0);
    }

    [Fact]
    public async Task Should_keep_what_was_confirmed_when_the_sync_of_a_checkpoint_fails()
    {
        await using var faulty = await FaultyBroker.StartAsync(checkpointPages: 10);
        var confirmed = new List<string>();
        faulty.Fail(VfsCallKind.Sync, "broker.db", SqliteCode.SyncFailed, times: 2);
        for (var i = 0; i < 50; i++)
        {
            await faulty.PublishAsync($"text {i}");
            confirmed.Add($"text {i}");
        }

        // Until the process starts again, whatever succeeds meanwhile.
        Assert.Equal(StoreTroubleKind.NotSynced, Assert.Single(faulty.Broker.Troubles).Kind);
        await faulty.RestartAsync();
        Assert.Empty(faulty.Broker.Troubles);

        Assert.Equal(confirmed, await faulty.TextsAsync());
    }
}
