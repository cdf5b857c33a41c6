using Messaging;
using Vfs;

namespace Unit.Messaging.Faults;

public sealed class When_a_sync_fails
{
    private const string Wal = "broker.db-wal";

    [Fact]
    public async Task Should_not_confirm_what_it_was_to_make_durable()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        faulty.Fail(VfsCallKind.Sync, Wal, SqliteCode.SyncFailed, times: 1);

        var refused = await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("lost or not"));

        Assert.Contains("could not be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_go_on_with_everything_that_was_confirmed()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        await faulty.PublishAsync("before");
        faulty.Fail(VfsCallKind.Sync, Wal, SqliteCode.SyncFailed, times: 1);
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("lost or not"));

        await faulty.PublishAsync("after");

        Assert.Equal(["before", "after"], (await faulty.TextsAsync()).Where(t => t != "lost or not"));
    }
}
