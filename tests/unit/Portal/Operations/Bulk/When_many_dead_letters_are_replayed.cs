using Messaging;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Unit.Portal.Support;
using Unit.Support;

namespace Unit.Portal.Operations.Bulk;

public class When_many_dead_letters_are_replayed
{
    [Fact]
    public async Task Should_replay_each_once_and_say_what_became_of_it()
    {
        await using var desk = await BulkDesk.OpenAsync();
        var letters = await desk.FailAsync(2300);

        var started = await desk.ReplayAllAsync();
        var ended = await desk.CompletedAsync(started.Id);

        Assert.Equal((2300, 2300, 0, 0, 0), (ended.Total, ended.Done, ended.Failed, ended.Skipped, ended.FailedAgain));
        Assert.Equal("Replay 2,300 dead letters", ended.Title);
        Assert.Equal(BulkDesk.By, ended.StartedBy);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal(2300, (await desk.HandleWhatIsThereAsync()).Distinct().Count());
        Assert.Equal(0, desk.Broker.Statistics(BulkDesk.Queue)!.Ready);
        var items = await desk.ItemsAsync(started.Id);
        Assert.Equal(letters.Select(BulkDesk.Text), items.Select(i => i.DeadLetterId));
        Assert.All(items, i => Assert.Equal(ItemResult.Done, i.Result));
        var letter = (await desk.Broker.FindDeadLetterAsync(letters[0]))!;
        Assert.Contains(letter.History, h => h.What == "replayed" && h.By == BulkDesk.By);
    }

    [Fact]
    public async Task Should_reach_no_more_than_what_matched_when_it_was_started()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(20, "billing");
        await desk.FailAsync(30, "shipping");

        var operation = await desk.ReplayAllAsync(queue: "billing");
        await desk.CompletedAsync(operation.Id);

        Assert.Equal("Replay 20 dead letters of queue billing", operation.Title);
        Assert.Equal("queue=billing", operation.Filter);
        Assert.Equal(20, desk.Broker.Statistics("billing")!.Ready);
        Assert.Equal(0, desk.Broker.Statistics("shipping")!.Ready);
    }

    [Fact]
    public async Task Should_count_those_that_come_back_also_after_its_end()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(1200);
        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);

        Assert.Equal(1200, await desk.FailWhatIsThereAsync());
        var counted = await desk.UntilAsync(operation.Id, o => o.FailedAgain == 1200);

        Assert.Equal((OperationState.Completed, 1200), (counted.State, counted.Done));
        Assert.Equal(1200, (await desk.ItemsAsync(operation.Id, ItemResult.FailedAgain)).Count);
        Assert.Empty(await desk.ItemsAsync(operation.Id, ItemResult.Done));
    }

    [Fact]
    public async Task Should_find_after_a_restart_those_that_came_back_unheard()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(300);
        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);
        await desk.StopHearingAsync();
        Assert.Equal(300, await desk.FailWhatIsThereAsync());
        Assert.Equal(0, (await desk.ReadAsync(operation.Id)).FailedAgain);

        await desk.RestartAsync();

        await desk.UntilAsync(operation.Id, o => o.FailedAgain == 300);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Should_find_them_whatever_the_clock_is_set_to(int hours)
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(30);
        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);
        await desk.FailOneAsync();
        await AdvanceUntilAsync(desk, time, operation.Id, 1);

        time.SetClock(TimeSpan.FromHours(hours));
        await desk.RestartAsync();
        await desk.StopHearingAsync();
        Assert.Equal(29, await desk.FailWhatIsThereAsync());
        await desk.RestartAsync();

        await AdvanceUntilAsync(desk, time, operation.Id, 30);
    }

    [Fact]
    public async Task Should_find_after_a_restart_those_that_a_purge_has_taken_out_of_their_queue()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(30);
        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);
        await desk.StopHearingAsync();
        Assert.Equal(30, await desk.Broker.PurgeAsync(BulkDesk.Queue));

        await desk.RestartAsync();

        await desk.UntilAsync(operation.Id, o => o.FailedAgain == 30);
    }

    [Fact]
    public async Task Should_note_from_time_to_time_how_far_it_has_counted()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(3);
        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);
        await desk.FailWhatIsThereAsync();
        await AdvanceUntilAsync(desk, time, operation.Id, 3);
        Assert.NotEqual((await desk.MarkAsync()).End, (await desk.MarkAsync()).Counted);

        await Until.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(10));
                return desk.MarkAsync();
            },
            mark => mark.Counted == mark.End);

        Assert.Equal(3, (await desk.ReadAsync(operation.Id)).FailedAgain);
    }

    [Fact]
    public async Task Should_count_none_twice_that_is_read_again()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(40);
        var first = await desk.ReplayAllAsync();
        await desk.CompletedAsync(first.Id);
        await desk.FailWhatIsThereAsync();
        await desk.UntilAsync(first.Id, o => o.FailedAgain == 40);
        var second = await desk.ReplayAllAsync();
        await desk.CompletedAsync(second.Id);
        await desk.StopHearingAsync();
        await desk.FailWhatIsThereAsync();

        await desk.RestartAsync();
        await desk.RestartAsync();

        await desk.UntilAsync(second.Id, o => o.FailedAgain == 40);
        Assert.Equal((40, 40), ((await desk.ReadAsync(first.Id)).FailedAgain, (await desk.ReadAsync(second.Id)).Done));
    }

    [Fact]
    public async Task Should_skip_with_the_reason_what_somebody_else_dealt_with()
    {
        await using var desk = await BulkDesk.OpenAsync();
        var letters = await desk.FailAsync(4);
        var selected = letters.Take(3).Select(BulkDesk.Text).Append("999999").ToList();
        await desk.Broker.ReplayAsync(letters[0], "Grace");
        await desk.Broker.ArchiveAsync([letters[1]], new DeadLetterAction("Grace"));

        var operation = await desk.StartAsync(new StartOperation(OperationKind.Replay, selected));
        var ended = await desk.CompletedAsync(operation.Id);

        Assert.Equal((1, 3), (ended.Done, ended.Skipped));
        Assert.Equal("Replay 4 dead letters, selected by hand", ended.Title);
        Assert.Null(ended.Filter);
        var skipped = await desk.ItemsAsync(operation.Id, ItemResult.Skipped);
        Assert.Equal(
            ["Somebody else dealt with it meanwhile: it is replayed.", "Somebody else dealt with it meanwhile: it is archived.", "Somebody deleted it meanwhile."],
            skipped.Select(i => i.Words));
        Assert.Equal(2, desk.Broker.Statistics(BulkDesk.Queue)!.Ready); // Grace's one and ours
    }

    [Fact]
    public async Task Should_say_of_each_why_it_could_not_be_and_do_the_others()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(3, "gone");
        await desk.FailAsync(5);
        await desk.Broker.DeleteQueueAsync("gone");

        var operation = await desk.ReplayAllAsync();
        var ended = await desk.CompletedAsync(operation.Id);

        Assert.Equal((5, 3), (ended.Done, ended.Failed));
        Assert.All(await desk.ItemsAsync(operation.Id, ItemResult.Failed), i => Assert.Equal("There is no queue 'gone'.", i.Words));
    }

    [Fact]
    public async Task Should_go_to_another_queue_where_that_is_asked()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(10);
        await desk.Broker.EnsureQueueAsync("other", new QueueOptions());

        var operation = await desk.StartAsync(new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(), Queue: "other"));
        await desk.CompletedAsync(operation.Id);

        Assert.Equal((10, 0), (desk.Broker.Statistics("other")!.Ready, desk.Broker.Statistics(BulkDesk.Queue)!.Ready));
    }

    [Fact]
    public async Task Should_tell_viewers_how_far_it_is()
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(3000);
        var seen = new List<OperationView>();
        using var subscription = desk.Feed.Subscribe<OperationView>(changes =>
        {
            lock (seen)
                seen.AddRange(changes);
            return Task.CompletedTask;
        });

        var operation = await desk.ReplayAllAsync();
        await desk.CompletedAsync(operation.Id);

        await Until.TrueAsync(() =>
        {
            lock (seen)
                return seen.Count > 0 && seen[^1].State == OperationState.Completed;
        });
        Assert.Equal(seen.Select(o => o.Version).Order(), seen.Select(o => o.Version));
        Assert.True(seen.Count > 1, "Nothing was told on the way.");
    }

    private static Task<OperationView> AdvanceUntilAsync(BulkDesk desk, FakeTime time, string id, int failedAgain) => Until.IsAsync(
        () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return desk.ReadAsync(id);
        },
        o => o.FailedAgain == failedAgain);
}
