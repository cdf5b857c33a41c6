using System.Text;
using Messaging;
using Portal.Client.DeadLetters;
using DeadLetterStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Unit.Portal.DeadLetters;

public sealed class When_somebody_deals_with_a_dead_letter
{
    private static readonly FailedMessage _failed = new(
        """{"order":"A-17"}""",
        Headers: new() { [MessageHeaders.CorrelationId] = "c-1", [MessageHeaders.OrderingKey] = "key", ["x-tenant"] = "north" });

    [Fact]
    public async Task Should_find_it_so_in_the_lists_when_the_call_answers()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed, _failed, _failed);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(DeadLetterStatus.Archived, (await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None)).Value!.Status);
            Assert.Equal([ids[0]], await desk.ListAsync(new DeadLetterFilter(Status: DeadLetterStatus.Archived)));
            Assert.Equal(DeadLetterStatus.Failed, (await desk.Gateway.RestoreAsync(ids[0], "bob", CancellationToken.None)).Value!.Status);
            Assert.Empty(await desk.ListAsync(new DeadLetterFilter(Status: DeadLetterStatus.Archived)));
        }

        Assert.True((await desk.Gateway.DeleteAsync(ids[0], "alice", CancellationToken.None)).Succeeded);
        Assert.Equal([ids[2], ids[1]], await desk.ListAsync());
        await desk.Gateway.ReplayAsync(ids[1], null, "alice", CancellationToken.None);
        Assert.Equal([ids[1]], await desk.ListAsync(new DeadLetterFilter(Status: DeadLetterStatus.Replayed)));
        var view = (await desk.Gateway.FindAsync(ids[1], CancellationToken.None))!;
        Assert.Equal(("alice", 1), (view.Summary.LastBy, view.Summary.Failures));
    }

    [Fact]
    public async Task Should_say_when_retention_deletes_it()
    {
        await using var desk = await Desk.StartAsync();
        desk.Options.ArchiveDays = 7;
        var ids = await desk.FailAsync(_failed);
        Assert.Null((await desk.Gateway.FindAsync(ids[0], CancellationToken.None))!.Summary.DeletedOn);

        var archived = (await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None)).Value!;

        Assert.Equal(desk.Time.GetUtcNow() + TimeSpan.FromDays(7), archived.DeletedOn);
        Assert.Equal(archived.DeletedOn, (await desk.Gateway.ListAsync(new DeadLetterFilter(), new(), CancellationToken.None)).Value!.Items[0].DeletedOn);
    }

    [Fact]
    public async Task Should_be_told_what_does_not_exist_and_what_is_in_another_status()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed);

        foreach (var id in new[] { "99", "x", "-1", "1.0", "9999999999999999999" })
        {
            Assert.Equal(404, (await desk.Gateway.ReplayAsync(id, null, "a", CancellationToken.None)).Problem!.Status);
            Assert.Equal(404, (await desk.Gateway.ArchiveAsync(id, "a", CancellationToken.None)).Problem!.Status);
            Assert.Equal(404, (await desk.Gateway.DeleteAsync(id, "a", CancellationToken.None)).Problem!.Status);
            Assert.Equal(404, (await desk.Gateway.CheckAsync(id, new DeadLetterEdit(), CancellationToken.None)).Problem!.Status);
            Assert.Null(await desk.Gateway.BodyAsync(id, CancellationToken.None));
        }

        Assert.Equal(409, (await desk.Gateway.RestoreAsync(ids[0], "a", CancellationToken.None)).Problem!.Status);
        await desk.Gateway.ReplayAsync(ids[0], null, "a", CancellationToken.None);
        Assert.Equal(409, (await desk.Gateway.DeleteAsync(ids[0], "a", CancellationToken.None)).Problem!.Status);
        Assert.Equal(409, (await desk.Gateway.ReplayAsync(ids[0], null, "a", CancellationToken.None)).Problem!.Status);
        Assert.Equal(409, (await desk.Gateway.ReplayAsync(ids[0], new DeadLetterEdit(Body: "{}"), "a", CancellationToken.None)).Problem!.Status);
    }

    [Fact]
    public async Task Should_be_told_when_its_queue_is_gone_and_may_choose_another()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed);
        await desk.Broker.DeleteQueueAsync(Desk.Queue);

        var refused = (await desk.Gateway.ReplayAsync(ids[0], null, "a", CancellationToken.None)).Problem!;
        Assert.Equal(409, refused.Status);
        Assert.Contains(Desk.Queue, refused.Detail, StringComparison.Ordinal);
        Assert.Contains("queue", (await desk.Gateway.CheckAsync(ids[0], new DeadLetterEdit(), CancellationToken.None)).Value!.Errors.Keys);
        Assert.Equal(400, (await desk.Gateway.ReplayAsync(ids[0], new DeadLetterEdit("nowhere"), "a", CancellationToken.None)).Problem!.Status);
        Assert.Equal(Desk.Other, (await desk.Gateway.ReplayAsync(ids[0], new DeadLetterEdit(Desk.Other), "a", CancellationToken.None)).Value!.Queue);
    }

    [Fact]
    public async Task Should_send_an_edited_copy_that_is_linked_both_ways()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed);
        var headers = new Dictionary<string, string>(_failed.Headers!) { ["x-tenant"] = "south" };

        var edited = (await desk.Gateway.ReplayAsync(ids[0], new DeadLetterEdit(Body: """{"order":"A-18"}""", Headers: headers), "alice", CancellationToken.None)).Value!;

        var copy = Assert.Single(await desk.Broker.ReceiveAsync(Desk.Queue, 1, TimeSpan.Zero));
        Assert.Equal((DeadLetterStatus.Resolved, copy.Message.Id), (edited.Status, edited.EditedTo));
        Assert.Equal("""{"order":"A-18"}""", Encoding.UTF8.GetString(copy.Message.Body.Span));
        Assert.Equal(("south", "c-1", "key"), (copy.Message.Headers["x-tenant"], copy.Message.CorrelationId, copy.Message.OrderingKey));
        await desk.Broker.DeadLetterAsync(copy.LeaseToken, new Failure("no"));
        await desk.SeenAsync();
        var failed = (await desk.ListAsync(new DeadLetterFilter(Status: DeadLetterStatus.Failed))).Single();
        Assert.Equal(ids[0], (await desk.Gateway.FindAsync(failed, CancellationToken.None))!.EditedFrom);
    }

    [Fact]
    public async Task Should_see_no_secret_and_lose_none_by_an_edit()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed with { Body = """{"order":"A-17","card":"tok_12345678"}""" });

        var seen = (await desk.Gateway.FindAsync(ids[0], CancellationToken.None))!;
        var file = Encoding.UTF8.GetString((await desk.Gateway.BodyAsync(ids[0], CancellationToken.None))!);
        Assert.Equal("""{"order":"A-17","card":"••••5678"}""", seen.Body);
        Assert.Equal(seen.Body, file);
        Assert.Equal(file, Encoding.UTF8.GetString(Convert.FromBase64String(seen.BodyBase64!)));
        Assert.Empty(await desk.ListAsync(new DeadLetterFilter(Text: "tok_12345678")));

        await desk.Gateway.ReplayAsync(ids[0], new DeadLetterEdit(Body: file.Replace("A-17", "A-18", StringComparison.Ordinal)), "alice", CancellationToken.None);
        var copy = Assert.Single(await desk.Broker.ReceiveAsync(Desk.Queue, 1, TimeSpan.Zero));
        Assert.Equal("""{"order":"A-18","card":"tok_12345678"}""", Encoding.UTF8.GetString(copy.Message.Body.Span));
    }

    [Fact]
    public async Task Should_be_refused_what_an_edit_must_not_change()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed);
        var forged = new Dictionary<string, string>(_failed.Headers!) { [MessageHeaders.CorrelationId] = "other", ["Bad Name"] = "x", ["big"] = new string('x', 9000) };
        forged.Remove(MessageHeaders.OrderingKey);
        var edit = new DeadLetterEdit(Body: "  ", Headers: forged);

        var check = (await desk.Gateway.CheckAsync(ids[0], edit, CancellationToken.None)).Value!;
        var refused = (await desk.Gateway.ReplayAsync(ids[0], edit, "alice", CancellationToken.None)).Problem!;

        Assert.Equal(["body", "headers.Bad Name", "headers.big", "headers.correlation-id", "headers.ordering-key"], check.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(400, refused.Status);
        Assert.Equal(check.Errors.Keys.Order(), refused.Errors!.Keys.Order());
        Assert.Equal(DeadLetterStatus.Failed, (await desk.Gateway.FindAsync(ids[0], CancellationToken.None))!.Summary.Status);
        Assert.Contains(MessageHeaders.CorrelationId, (await desk.Gateway.FindAsync(ids[0], CancellationToken.None))!.LockedHeaders);
    }

    [Fact]
    public async Task Should_be_told_whether_the_body_can_still_be_read()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failed, _failed with { ContentType = "application/protobuf" });

        Assert.Equal((true, null), Words((await desk.Gateway.CheckAsync(ids[0], new DeadLetterEdit(Body: "{}"), CancellationToken.None)).Value!));
        Assert.Equal((false, "no object"), Words((await desk.Gateway.CheckAsync(ids[0], new DeadLetterEdit(Body: "[]"), CancellationToken.None)).Value!));
        Assert.Equal(["body"], (await desk.Gateway.CheckAsync(ids[1], new DeadLetterEdit(Body: "{}"), CancellationToken.None)).Value!.Errors.Keys);

        static (bool?, string?) Words(EditCheck check) => (check.Deserializes, check.Words);
    }

    [Fact]
    public async Task Should_get_a_large_body_only_by_itself_and_know_an_event()
    {
        await using var desk = await Desk.StartAsync();
        await desk.Broker.SubscribeAsync(new Subscription("shop", "s", Desk.Queue, ["shop.event.v1"]));
        var large = "{\"x\":\"" + new string('y', DeadLetterDetail.MaxInlineBody) + "\"}";
        var ids = await desk.FailAsync(_failed with { Body = large }, _failed with { Type = "shop.event.v1" });

        var detail = (await desk.Gateway.FindAsync(ids[0], CancellationToken.None))!;
        Assert.Equal((null, null, (long)large.Length, false), (detail.Body, detail.BodyBase64, detail.BodyLength, detail.IsEvent));
        Assert.Equal(large, Encoding.UTF8.GetString((await desk.Gateway.BodyAsync(ids[0], CancellationToken.None))!));
        var small = (await desk.Gateway.FindAsync(ids[1], CancellationToken.None))!;
        Assert.Equal((_failed.Body, true), (small.Body, small.IsEvent));
    }
}
