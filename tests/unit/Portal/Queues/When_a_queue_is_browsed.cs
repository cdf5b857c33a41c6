using Portal.Client.Queues;

namespace Unit.Portal.Queues;

public sealed class When_a_queue_is_browsed
{
    [Fact]
    public async Task Should_show_ready_leased_and_scheduled_messages_and_take_none()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        await desk.SendAsync("work", "leased");
        await desk.SendAsync("work", "later", delay: 600);
        await desk.SendAsync("work", "ready");
        await desk.Broker.ReceiveAsync("work", 1, TimeSpan.Zero, cancellationToken: Desk.Token);

        var page = (await desk.Messages.BrowseAsync("work", 0, 50, Desk.Token)).Value!;

        Assert.Equal(
            [("leased", "leased", null), ("later", "scheduled", desk.Time.GetUtcNow().AddSeconds(600)), ("ready", "ready", (DateTimeOffset?)null)],
            page.Items.Select(m => (m.Type, m.State, m.DueAt)));
        Assert.Null(page.Next);
        Assert.Equal((1L, 1L, 1L), (desk.Queues.Find("work")!.Ready, desk.Queues.Find("work")!.Leased, desk.Queues.Find("work")!.Scheduled));
        var held = Assert.Single(desk.Queues.Held("work", 10));
        Assert.Equal((page.Items[0].Id, Holder.Program), (held.MessageId, held.Holder));
    }

    [Fact]
    public async Task Should_go_from_page_to_page()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        for (var i = 0; i < 5; i++)
            await desk.SendAsync("work", $"t{i}");

        var types = new List<string>();
        for (long? after = 0; after is { } from;)
        {
            var page = (await desk.Messages.BrowseAsync("work", from, 2, Desk.Token)).Value!;
            types.AddRange(page.Items.Select(m => m.Type));
            after = page.Next;
        }

        Assert.Equal(["t0", "t1", "t2", "t3", "t4"], types);
    }

    [Fact]
    public async Task Should_show_one_message_whole_and_only_the_beginning_of_a_long_one()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        var message = new SendMessage("test", """{"a":1}""") { Headers = new Dictionary<string, string> { ["region"] = "eu" }, OrderingKey = "k" };
        Assert.True((await desk.Messages.SendAsync("work", message, Desk.Token)).Succeeded);
        var body = new string('x', (64 * 1024) - 1) + "ä";
        Assert.True((await desk.Messages.SendAsync("work", new SendMessage("text", body) { ContentType = "text/plain" }, Desk.Token)).Succeeded);
        var items = (await desk.Messages.BrowseAsync("work", 0, 50, Desk.Token)).Value!.Items;

        var small = (await desk.Messages.FindAsync("work", items[0].Sequence, Desk.Token)).Value!;
        Assert.Equal(("""{"a":1}""", true, "eu", "k"), (small.Text, small.IsWhole, small.Headers["region"], small.Message.OrderingKey));
        var large = (await desk.Messages.FindAsync("work", items[1].Sequence, Desk.Token)).Value!;
        Assert.Equal((body[..^1], false), (large.Text, large.IsWhole)); // a character cut in two is left out
    }

    [Fact]
    public async Task Should_say_that_a_message_is_gone_and_that_there_is_no_such_queue()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());
        await desk.SendAsync("work", "first");
        var first = (await desk.Messages.BrowseAsync("work", 0, 1, Desk.Token)).Value!.Items[0].Sequence;
        await desk.Queues.PurgeAsync("work", Desk.Token);
        await desk.SendAsync("work", "second");

        Assert.Equal(404, (await desk.Messages.FindAsync("work", first, Desk.Token)).Problem!.Status);
        Assert.Equal(404, (await desk.Messages.BrowseAsync("nope", 0, 1, Desk.Token)).Problem!.Status);
        Assert.Equal(400, (await desk.Messages.BrowseAsync("work", -1, 101, Desk.Token)).Problem!.Status);
    }
}
