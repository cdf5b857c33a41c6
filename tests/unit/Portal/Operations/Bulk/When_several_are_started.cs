using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Unit.Support;

namespace Unit.Portal.Operations.Bulk;

public class When_several_are_started
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_cover_only_what_no_other_has_in_hand()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(100, "first");
        var first = await desk.ReplayAllAsync(rate: 10, queue: "first");
        await desk.UntilAsync(first.Id, o => o.Done == 1);
        await desk.FailAsync(20, "second");

        var second = await desk.ReplayAllAsync();
        Assert.Equal(20, second.Total);
        var third = await desk.Gateway.StartAsync(new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter("first")), "Grace", Token);

        Assert.Equal(["matches only what another operation has in hand"], third.Problem!.Errors!["filter"]);
        await desk.CompletedAsync(second.Id);
        Assert.Equal(20, desk.Broker.Statistics("second")!.Ready);
    }

    [Fact]
    public async Task Should_all_get_on_and_none_wait_for_the_end_of_another()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(20_000, "large");
        await desk.FailAsync(20, "small");

        var large = await desk.ReplayAllAsync(queue: "large");
        var small = await desk.ReplayAllAsync(queue: "small");
        await desk.CompletedAsync(small.Id);

        Assert.True((await desk.ReadAsync(large.Id)).Done < 20_000, "The small one had to wait for the large one.");
        await desk.CompletedAsync(large.Id);
    }

    [Fact]
    public async Task Should_be_listed_newest_first_and_those_that_are_not_over_before_all()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(4);
        var ids = await desk.IdsAsync();
        var waiting = await desk.StartAsync(new StartOperation(OperationKind.Replay, [BulkDesk.Text(ids[0]), BulkDesk.Text(ids[1])], RatePerSecond: 0.1));
        await desk.UntilAsync(waiting.Id, o => o.Done == 1);
        var older = await desk.StartAsync(new StartOperation(OperationKind.Archive, [BulkDesk.Text(ids[2])]));
        await desk.CompletedAsync(older.Id);
        var newer = await desk.StartAsync(new StartOperation(OperationKind.Archive, [BulkDesk.Text(ids[3])]));
        await desk.CompletedAsync(newer.Id);

        var first = BulkDesk.Value(await desk.Gateway.ListAsync(null, new PageRequest(2), Token));
        var second = BulkDesk.Value(await desk.Gateway.ListAsync(null, new PageRequest(2, first.Next), Token));

        Assert.Equal([waiting.Id, newer.Id, older.Id], first.Items.Concat(second.Items).Select(o => o.Id));
        Assert.Null(second.Next);
        var completed = BulkDesk.Value(await desk.Gateway.ListAsync(OperationState.Completed, new PageRequest(), Token));
        Assert.Equal([newer.Id, older.Id], completed.Items.Select(o => o.Id));
        Assert.Equal(400, (await desk.Gateway.ListAsync(null, new PageRequest(After: "nonsense"), Token)).Problem?.Status);
    }

    [Fact]
    public async Task Should_archive_restore_and_delete_likewise()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(1100);
        foreach (var (kind, left) in new[] { (OperationKind.Archive, 0), (OperationKind.Restore, 1100), (OperationKind.Delete, 0) })
        {
            var request = new StartOperation(kind, Filter: new DeadLetterFilter());
            var operation = kind == OperationKind.Delete
                ? BulkDesk.Value(await desk.Gateway.DeleteAsync(request, BulkDesk.By, Token))
                : await desk.StartAsync(request);
            Assert.Equal((1100, 0), await EndAsync(desk, operation.Id));
            Assert.Equal(left, (await desk.IdsAsync()).Count);
        }

        Assert.Empty(await desk.Broker.ListDeadLettersAsync(new global::Messaging.DeadLetterQuery()));
    }

    private static async Task<(long, long)> EndAsync(BulkDesk desk, string id)
    {
        var ended = await desk.CompletedAsync(id);
        return (ended.Done, ended.FailedAgain);
    }
}
