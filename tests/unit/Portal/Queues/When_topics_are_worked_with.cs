using Portal.Client.Queues;
using Portal.Client.Topics;

namespace Unit.Portal.Queues;

public sealed class When_topics_are_worked_with
{
    [Fact]
    public async Task Should_create_subscribe_publish_count_and_unsubscribe()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        Assert.True((await desk.Topics.PutAsync("news", Desk.Token)).Value!.Created);
        Assert.False((await desk.Topics.PutAsync("news", Desk.Token)).Value!.Created);
        var subscribed = await desk.Topics.SubscribeAsync("news", "mine", new PutSubscription("work", ["news.*"]), Desk.Token);
        Assert.Equal("work", Assert.Single(subscribed.Value!.Subscriptions).Queue);

        var wanted = await desk.Topics.PublishAsync("news", new SendMessage("news.flash", "{}"), Desk.Token);
        var unwanted = await desk.Topics.PublishAsync("news", new SendMessage("gossip", "{}"), Desk.Token);

        Assert.Equal((1, 0), (wanted.Value!.DeliveredTo, unwanted.Value!.DeliveredTo));
        var topic = desk.Topics.Find("news")!;
        Assert.Equal((2L, 1L, 1L), (topic.Published, topic.Unwanted, topic.UnwantedTypes["gossip"]));
        Assert.Empty((await desk.Topics.UnsubscribeAsync("news", "mine", Desk.Token)).Value!.Subscriptions);
        Assert.Equal(404, (await desk.Topics.UnsubscribeAsync("news", "mine", Desk.Token)).Problem!.Status);
    }

    [Fact]
    public async Task Should_leave_alone_what_a_service_needs()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        Assert.True(Assert.Single(desk.Topics.Find("test")!.Subscriptions).BelongsToService);

        Assert.Equal(409, (await desk.Topics.UnsubscribeAsync("test", Desk.Owned, Desk.Token)).Problem!.Status);
        Assert.Equal(409, (await desk.Topics.SubscribeAsync("test", Desk.Owned, new PutSubscription("work"), Desk.Token)).Problem!.Status);
        Assert.Equal(Desk.Owned, Assert.Single(desk.Topics.Find("test")!.Subscriptions).Queue);
    }

    [Fact]
    public async Task Should_say_what_is_wrong()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());

        Assert.Contains("topic", (await desk.Topics.PutAsync("not a name", Desk.Token)).Problem!.Errors!);
        var errors = (await desk.Topics.SubscribeAsync("news", "no name", new PutSubscription("nope"), Desk.Token)).Problem!.Errors!;
        Assert.Equal(["there is no queue 'nope'"], errors["queue"]);
        Assert.Contains("subscription", errors);
        Assert.Contains("types", (await desk.Topics.SubscribeAsync("news", "n", new PutSubscription("work", ["a*b"]), Desk.Token)).Problem!.Errors!);
        Assert.Contains("headers", (await desk.Topics.SubscribeAsync("news", "n", new PutSubscription("work", null, new Dictionary<string, string> { ["A"] = "b" }), Desk.Token)).Problem!.Errors!);
        Assert.Equal(404, (await desk.Topics.PublishAsync("nope", new SendMessage("t", "{}"), Desk.Token)).Problem!.Status);
    }
}
