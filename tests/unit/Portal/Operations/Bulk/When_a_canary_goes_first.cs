using Portal.Client.Operations;
using Unit.Portal.Support;
using Unit.Support;
using DeadLetterStatus = Messaging.DeadLetterStatus;

namespace Unit.Portal.Operations.Bulk;

public class When_a_canary_goes_first
{
    [Fact]
    public async Task Should_send_one_then_ten_then_the_rest_each_when_those_before_were_handled()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(50);

        var operation = await desk.ReplayAllAsync(canary: true);
        await WaitsAtAsync(desk, operation.Id, stage: 1, done: 1);
        Assert.Equal(1, desk.Broker.Statistics(BulkDesk.Queue)!.Ready);

        await desk.HandleAsync(1);
        await WaitsAtAsync(desk, operation.Id, stage: 10, done: 11);
        Assert.Equal(10, desk.Broker.Statistics(BulkDesk.Queue)!.Ready);

        await desk.HandleAsync(10);
        var ended = await desk.CompletedAsync(operation.Id);
        Assert.Equal((50, 0), (ended.Done, ended.Stage));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 11)]
    public async Task Should_stop_by_itself_when_one_comes_back(int stage, int done)
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(50);
        var operation = await desk.ReplayAllAsync(canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);
        if (stage == 10)
        {
            await desk.HandleAsync(1);
            await WaitsAtAsync(desk, operation.Id, 10, 11);
        }

        // One of them fails, the others are handled.
        await desk.FailOneAsync();
        await desk.HandleWhatIsThereAsync();

        var stopped = await desk.UntilAsync(operation.Id, o => o.State == OperationState.Stopped);
        Assert.Equal((done, 1), (stopped.Done, stopped.FailedAgain));
        Assert.Contains("failed again", stopped.Words, StringComparison.Ordinal);
        Assert.Equal([operation.Id], (await desk.Figures.StoppedAsync(10, CancellationToken.None)).Select(o => o.Id));
        Assert.Equal(0, desk.Broker.Statistics(BulkDesk.Queue)!.Ready);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Should_stop_also_when_somebody_has_set_the_clock(int hours)
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(50);
        time.SetClock(TimeSpan.FromHours(hours));
        var operation = await desk.ReplayAllAsync(canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);

        await desk.FailOneAsync();

        var stopped = await desk.UntilAsync(operation.Id, o => o.State == OperationState.Stopped);
        Assert.Equal((1, 1), (stopped.Done, stopped.FailedAgain));
    }

    [Fact]
    public async Task Should_wait_for_the_ten_also_when_somebody_sets_the_clock_back_before_they_are_sent()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(50);
        var operation = await desk.ReplayAllAsync(rate: 1, canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);
        await desk.HandleAsync(1);
        await desk.UntilAsync(operation.Id, o => o.Stage == 10);

        time.SetClock(TimeSpan.FromHours(-1));
        await Until.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return desk.ReadAsync(operation.Id);
            },
            o => o.Done == 11);

        await WaitsAtAsync(desk, operation.Id, stage: 10, done: 11);
    }

    [Fact]
    public async Task Should_begin_the_stage_anew_when_somebody_lets_it_go_on()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(30);
        var operation = await desk.ReplayAllAsync(canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);
        await desk.FailWhatIsThereAsync();
        await desk.UntilAsync(operation.Id, o => o.State == OperationState.Stopped);

        BulkDesk.Value(await desk.Gateway.ResumeAsync(operation.Id, "Grace", TestContext.Current.CancellationToken));

        await WaitsAtAsync(desk, operation.Id, stage: 1, done: 2);
        await desk.HandleAsync(1);
        await WaitsAtAsync(desk, operation.Id, stage: 10, done: 12);
        await desk.HandleAsync(10);
        Assert.Equal((30, 1), await DoneAsync(desk, operation.Id));
    }

    [Fact]
    public async Task Should_wait_on_and_say_so_while_a_stage_is_neither_handled_nor_back()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(30);
        var operation = await desk.ReplayAllAsync(canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);

        var waiting = await Until.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return desk.ReadAsync(operation.Id);
            },
            o => o.Words?.Contains("over a minute", StringComparison.Ordinal) == true);

        Assert.Equal((OperationState.Running, 1), (waiting.State, waiting.Done));
        Assert.Contains("queue work", waiting.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_know_after_a_restart_which_ones_it_waits_for()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(30);
        var operation = await desk.ReplayAllAsync(canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);
        await desk.HandleAsync(1);
        await WaitsAtAsync(desk, operation.Id, 10, 11);

        await desk.RestartAsync();

        Assert.Equal(11, (await desk.ReadAsync(operation.Id)).Done);
        Assert.Equal(10, desk.Broker.Statistics(BulkDesk.Queue)!.Ready);
        await desk.HandleAsync(10);
        Assert.Equal((30, 0), await DoneAsync(desk, operation.Id));
    }

    [Fact]
    public async Task Should_stop_the_rest_when_ten_of_it_come_back()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(2000);
        var operation = await desk.ReplayAllAsync(rate: 200, canary: true);
        await WaitsAtAsync(desk, operation.Id, 1, 1);
        await desk.HandleAsync(1);
        await WaitsAtAsync(desk, operation.Id, 10, 11);
        await desk.HandleAsync(10);

        var stopped = await Until.IsAsync(
            async () =>
            {
                await desk.FailWhatIsThereAsync();
                return await desk.ReadAsync(operation.Id);
            },
            o => o.State != OperationState.Running);

        Assert.Equal(OperationState.Stopped, stopped.State);
        Assert.InRange(stopped.Done, 21, 1900);
        var failed = await desk.Broker.CountDeadLettersAsync(DeadLetterStatus.Failed);
        Assert.InRange(failed, 10, 2000);
    }

    private static Task<OperationView> WaitsAtAsync(BulkDesk desk, string id, int stage, int done) =>
        desk.UntilAsync(id, o => o.Stage == stage && o.Done == done && o.Words is not null);

    private static async Task<(long, long)> DoneAsync(BulkDesk desk, string id)
    {
        var ended = await desk.CompletedAsync(id);
        return (ended.Done, ended.FailedAgain);
    }
}
