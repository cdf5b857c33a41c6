using Messaging;
using Unit.Support;
using Vfs;
using Vfs.PowerCut;
using static Unit.Messaging.Faults.FaultyBroker;

namespace Unit.Messaging.Faults;

[Collection(FaultPoints.Name)]
public sealed class When_a_checkpoint_fails
{
    private const string Database = "broker.db";
    private const string Wal = "broker.db-wal";
    private const int Pages = 40;

    // While somebody reads, a checkpoint moves what was there before him and counts that as moved, but SQLite syncs the file with the one that
    // moves everything. When that sync fails, the next would succeed, as the system takes the lost pages for clean, and the log would begin anew
    // without what was in them.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_keep_the_log_with_everything_that_was_confirmed(bool isOpenedAgain)
    {
        var recording = new VfsRecording();
        await using var faulty = await StartAsync(recording, Pages);
        using var rewrites = faulty.RecordRewrites(recording);
        var confirmed = new HashSet<string>();
        await PublishAsync(faulty, confirmed, Pages / 2);
        using (var reader = global::Messaging.SqliteConnection.Open(faulty.Database, readOnly: true))
        {
            reader.Execute("BEGIN");
            reader.Scalar("SELECT COUNT(*) FROM queue");
            await PublishAsync(faulty, confirmed, 2 * Pages);
        }

        var failed = false;
        faulty.Scope.Fault = call => call.Kind == VfsCallKind.Sync && call.File == Database && !failed && (failed = true) ? SqliteCode.SyncFailed : SqliteCode.Ok;
        await PublishAsync(faulty, confirmed, 3 * Pages);
        Assert.True(failed, "No checkpoint synced the file.");
        if (isOpenedAgain)
        {
            faulty.Fail(VfsCallKind.Sync, Wal, SqliteCode.SyncFailed, times: 1);
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => faulty.PublishAsync("lost or not"));
        }

        await PublishAsync(faulty, confirmed, 3 * Pages);

        using var left = new TempDirectory();
        var image = new DiskImage(recording.Operations);
        image.MoveTo(recording.Position);
        image.Write(left.Path, Loss.Everything, new Random(1));
        var census = await Census.TakeAsync(left.Path, Durability.Full);

        Assert.Equal("ok", census.Integrity);
        Assert.Superset(confirmed, census.Waiting.Select(m => System.Text.Encoding.UTF8.GetString(m.Message.Body.Span)).ToHashSet());
    }

    private static async Task PublishAsync(FaultyBroker faulty, HashSet<string> confirmed, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var text = $"{confirmed.Count} {new string((char)(97 + (confirmed.Count % 26)), 9000)}"; // pages that nothing writes again
            await faulty.PublishAsync(text);
            confirmed.Add(text);
        }
    }
}
