using Portal.Client.Charts;
using Portal.Client.Queues;
using Unit.Support;

namespace Unit.Portal.Queues;

public sealed class When_queues_are_sampled
{
    [Fact]
    public async Task Should_show_rates_depth_and_age_over_time_and_tell_viewers_once_for_each_change()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        var told = new List<QueueView>();
        using var subscription = desk.Feed.Subscribe<QueueView>(changes =>
        {
            lock (told)
                told.AddRange(changes);
            return Task.CompletedTask;
        }, "work");
        await desk.SecondAsync(() => Told(told).Count > 0);

        for (var i = 0; i < 10; i++)
            await desk.SendAsync("work", "test");
        await desk.SecondAsync(() => Told(told) is [.., { Ready: 10 }]);
        Assert.Equal(10, Told(told)[^1].PublishedPerSecond);
        Assert.Equal(10, desk.Queues.Find("work")!.PublishedPerSecond);

        await desk.SecondAsync(() => Told(told) is [.., { PublishedPerSecond: 0 }]);
        await desk.SecondAsync(() => desk.Queues.History("work", ChartRange.TenMinutes)[Figure.Ready].Length == 2);
        var history = desk.Queues.History("work", ChartRange.TenMinutes);
        Assert.Equal([10f, 10f], history[Figure.Ready]);
        Assert.Equal([5f, 0f], history[Figure.Published]);
        Assert.Equal(desk.Time.GetUtcNow(), history.End);
        Assert.InRange(history[Figure.OldestAge][1], 2, 3);
    }

    [Fact]
    public async Task Should_say_how_long_handlers_take()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 20; i++)
            await desk.SendAsync(Desk.Owned, "test.greet.v1", """{"name":"Ada"}""");
        await Deadline.Until(() => desk.Broker.Statistics(Desk.Owned)!.Acknowledged == 20);

        await Deadline.Until(
            () => desk.Queues.History(Desk.Owned, ChartRange.TenMinutes)[Figure.HandlingP50].Any(value => !float.IsNaN(value)),
            () => desk.Time.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Should_notice_a_queue_that_nobody_takes_from()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        await desk.SendAsync("work", "test");

        await Deadline.Until(() => desk.Queues.Find("work")!.IsFallingBehind, () => desk.Time.Advance(TimeSpan.FromSeconds(1)));
        Assert.True(desk.Queues.Find("work")!.OldestAgeSeconds > 28);

        await desk.Queues.PurgeAsync("work", Desk.Token);
        await Deadline.Until(() => !desk.Queues.Find("work")!.IsFallingBehind, () => desk.Time.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Should_forget_a_queue_that_was_deleted()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        await Deadline.Until(() => desk.Queues.History("work", ChartRange.TenMinutes)[Figure.Ready].Length > 0, () => desk.Time.Advance(TimeSpan.FromSeconds(1)));

        await desk.Queues.DeleteAsync("work", Desk.Token);
        await desk.SecondAsync(() => desk.Queues.History("work", ChartRange.TenMinutes)[Figure.Ready].Length == 0);
    }

    private static List<QueueView> Told(List<QueueView> told)
    {
        lock (told)
            return [.. told];
    }
}
