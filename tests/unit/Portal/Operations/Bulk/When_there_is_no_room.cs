using Messaging;
using Messaging.Embedded;
using Portal.Client.Operations;
using Unit.Portal.Support;
using Unit.Support;
using Vfs;

namespace Unit.Portal.Operations.Bulk;

public class When_there_is_no_room
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Should_go_on_when_the_disk_was_full_for_a_while_and_forget_and_repeat_none()
    {
        using var directory = new TemporaryDirectory();
        using var disk = VfsScope.WithoutSync(directory.Path);
        await using var desk = await BulkDesk.OpenAsync(_time, directory.Path);
        await desk.FailAsync(300);
        var operation = await desk.ReplayAllAsync(rate: 100);
        await desk.UntilAsync(operation.Id, o => o.Done == 10);

        disk.Capacity = disk.Used;
        var large = new OutgoingMessage(Destination.Queue(BulkDesk.Queue), new Message("large.v1", new byte[200_000]));
        await Assert.ThrowsAsync<DiskFullException>(() => desk.Broker.PublishAsync([large]));

        // The log has been cut to nothing to make room, and that may be enough for all that is to come. Somebody else takes it.
        disk.Capacity = disk.Used + EmbeddedBroker.DefaultBallastBytes;
        var looked = 0;
        await Until.IsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return desk.ReadAsync(operation.Id);
            },
            _ => ++looked == 50);

        Assert.True((await desk.ReadAsync(operation.Id)).Done < 300);

        disk.Capacity = null;
        var handled = await HandleUntilCompletedAsync(desk, operation.Id);
        Assert.Equal((300, 300), (handled.Count, handled.Distinct().Count()));
        Assert.Equal(300, (await desk.ItemsAsync(operation.Id, ItemResult.Done)).Count);
    }

    private async Task<List<string>> HandleUntilCompletedAsync(BulkDesk desk, string operation)
    {
        var handled = new List<string>();
        await Until.IsAsync(
            async () =>
            {
                handled.AddRange(await desk.HandleWhatIsThereAsync());
                _time.Advance(TimeSpan.FromSeconds(1));
                return await desk.ReadAsync(operation);
            },
            o => o.State == OperationState.Completed);
        handled.AddRange(await desk.HandleWhatIsThereAsync());
        return handled;
    }
}
