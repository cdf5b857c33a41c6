using Messaging;
using Unit.Support;
using Vfs;
using Vfs.PowerCut;

namespace Unit.Messaging.Faults;

[Collection(FaultPoints.Name)]
public sealed class When_the_power_is_cut_after_a_sync_failed
{
    private const string Wal = "broker.db-wal";

    // A second sync would succeed and prove nothing: the system takes the pages that it could not write for clean. What it left in
    // its cache reads as if it were there, and a power cut takes it away: nothing that is confirmed later may need it.
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task Should_have_what_was_confirmed_afterwards(int failures, bool somebodyReads)
    {
        var recording = new VfsRecording();
        await using var faulty = await FaultyBroker.StartAsync(recording);
        using var rewrites = faulty.RecordRewrites(recording);

        // Another connection has the WAL open then, and the writer's close is not the last, which would checkpoint.
        if (somebodyReads)
            await faulty.Broker.ListDeadLettersAsync(new DeadLetterQuery()).Soon();
        await faulty.PublishAsync("before");
        faulty.Fail(VfsCallKind.Sync, Wal, SqliteCode.SyncFailed, failures);
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("lost or not"));

        // It fails no more often than the disk does.
        Exception? refused;
        do
            refused = await Record.ExceptionAsync(() => faulty.PublishAsync("after"));
        while (refused is not null && failures-- > 0);
        Assert.Null(refused);

        using var left = new TempDirectory();
        var image = new DiskImage(recording.Operations);
        image.MoveTo(recording.Position);
        image.Write(left.Path, Loss.Everything, new Random(1));
        var census = await Census.TakeAsync(left.Path, Durability.Full);

        Assert.Equal("ok", census.Integrity);
        Assert.Subset(census.Waiting.Select(Text).ToHashSet(), new HashSet<string> { "before", "after" });
    }

    private static string Text(CountedMessage counted) => System.Text.Encoding.UTF8.GetString(counted.Message.Body.Span);
}
