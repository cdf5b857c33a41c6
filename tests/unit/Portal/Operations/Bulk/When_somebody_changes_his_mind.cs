using Portal.Client.Operations;
using Unit.Portal.Support;
using Unit.Support;

namespace Unit.Portal.Operations.Bulk;

public class When_somebody_changes_his_mind
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_pause_and_go_on_where_it_was()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(40);
        var operation = await desk.ReplayAllAsync(rate: 100);
        await desk.UntilAsync(operation.Id, o => o.Done == 10);

        var paused = BulkDesk.Value(await desk.Gateway.PauseAsync(operation.Id, "Grace", Token));
        Assert.Equal((OperationState.Paused, "Paused by Grace."), (paused.State, paused.Words));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(10, (await desk.ReadAsync(operation.Id)).Done);
        Assert.Equal(10, desk.Broker.Statistics(BulkDesk.Queue)!.Ready);

        Assert.Null(BulkDesk.Value(await desk.Gateway.ResumeAsync(operation.Id, "Grace", Token)).Words);
        await Until.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return desk.ReadAsync(operation.Id);
            },
            o => o.State == OperationState.Completed);
        Assert.Equal(40, (await desk.HandleWhatIsThereAsync()).Distinct().Count());
    }

    [Fact]
    public async Task Should_leave_what_was_not_done_when_it_is_cancelled_and_what_was_done_stays_done()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(40);
        var operation = await desk.ReplayAllAsync(rate: 100);
        await desk.UntilAsync(operation.Id, o => o.Done == 10);

        var cancelled = BulkDesk.Value(await desk.Gateway.CancelAsync(operation.Id, "Grace", Token));

        Assert.Equal((OperationState.Cancelled, "Cancelled by Grace: 30 were left as they are."), (cancelled.State, cancelled.Words));
        Assert.NotNull(cancelled.EndedAt);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(10, (await desk.HandleWhatIsThereAsync()).Count);
        Assert.Equal(30, (await desk.ItemsAsync(operation.Id, ItemResult.Waiting)).Count);
        Assert.Equal(30, (await desk.IdsAsync()).Count);
        Assert.Empty(desk.InHand.Newest(100, null));

        // They can be replayed by another one.
        Assert.Equal(30, (await desk.ReplayAllAsync()).Total);
    }

    [Fact]
    public async Task Should_refuse_what_makes_no_sense_and_change_nothing()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(3);
        var operation = await desk.ReplayAllAsync();
        var ended = await desk.CompletedAsync(operation.Id);

        Assert.Equal(409, (await desk.Gateway.PauseAsync(operation.Id, "Grace", Token)).Problem?.Status);
        Assert.Equal(409, (await desk.Gateway.ResumeAsync(operation.Id, "Grace", Token)).Problem?.Status);
        var refusal = await desk.Gateway.CancelAsync(operation.Id, "Grace", Token);
        Assert.Equal("The operation is completed", refusal.Problem?.Title);
        Assert.Equal(404, (await desk.Gateway.CancelAsync("nope", "Grace", Token)).Problem?.Status);
        Assert.Equal(ended, await desk.ReadAsync(operation.Id));
    }

    [Fact]
    public async Task Should_stay_paused_over_a_restart_and_keep_its_items_in_hand()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        var letters = await desk.FailAsync(40);
        var operation = await desk.ReplayAllAsync(rate: 100);
        await desk.UntilAsync(operation.Id, o => o.Done == 10);
        BulkDesk.Value(await desk.Gateway.PauseAsync(operation.Id, "Grace", Token));

        await desk.RestartAsync();

        Assert.Equal(OperationState.Paused, (await desk.ReadAsync(operation.Id)).State);
        Assert.Equal(letters.Skip(10).Reverse(), desk.InHand.Newest(100, null));
        Assert.Equal(letters.Skip(10).Take(2).Reverse(), desk.InHand.Newest(100, letters[12]));
        Assert.Equal([letters[20]], desk.InHand.Among([letters[3], letters[20], 777]));
    }
}
