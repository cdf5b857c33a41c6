using Portal.Client.Operations;
using Unit.Support;

namespace Unit.Portal.Operations.Bulk;

public class When_operations_are_old
{
    [Fact]
    public async Task Should_forget_their_items_after_30_days_and_themselves_after_90()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(3);
        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);
        await desk.HandleWhatIsThereAsync();
        await desk.FailAsync(3);
        var paused = await desk.ReplayAllAsync(rate: 0.1);
        await desk.UntilAsync(paused.Id, o => o.Done == 1);
        BulkDesk.Value(await desk.Gateway.PauseAsync(paused.Id, "Grace", TestContext.Current.CancellationToken));

        time.Advance(TimeSpan.FromDays(29));
        Assert.Equal((0, 0), await desk.Retention.SweepAsync(CancellationToken.None));
        Assert.Equal(3, (await desk.ItemsAsync(operation.Id)).Count);

        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal((0, 1), await desk.Retention.SweepAsync(CancellationToken.None));
        Assert.Empty(await desk.ItemsAsync(operation.Id));
        Assert.Equal(3, (await desk.ReadAsync(operation.Id)).Done);

        time.Advance(TimeSpan.FromDays(60));
        Assert.Equal((1, 0), await desk.Retention.SweepAsync(CancellationToken.None));
        Assert.Null(await desk.ReadAsync(operation.Id));

        // What is not over is as old, and stays.
        Assert.Equal(3, (await desk.ItemsAsync(paused.Id)).Count);
        Assert.Equal(OperationState.Paused, (await desk.ReadAsync(paused.Id)).State);
    }
}
