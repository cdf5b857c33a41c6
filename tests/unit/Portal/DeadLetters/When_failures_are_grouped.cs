using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Unit.Support;

namespace Unit.Portal.DeadLetters;

public sealed class When_failures_are_grouped
{
    private static readonly FailedMessage _charge = new();
    private static readonly FailedMessage _pay = new(Exception: "System.TimeoutException", Method: "Portal.Billing.Pay.PostAsync");

    [Fact]
    public async Task Should_count_each_by_status_and_hour_with_the_newest_first()
    {
        await using var desk = await Desk.StartAsync();
        var start = desk.Time.GetUtcNow();
        var ids = await desk.FailAsync(_charge, _charge with { Queue = Desk.Other }, _pay);
        desk.Time.Advance(TimeSpan.FromHours(2));
        await desk.FailAsync(_charge with { Words = "Newest words" });
        await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None);

        var groups = await desk.GroupsAsync();

        Assert.Equal(["Portal.Billing.ChargeOrder.HandleAsync", "Portal.Billing.Pay.PostAsync"], groups.Select(g => g.TopFrame));
        var group = groups[0];
        Assert.Equal(("shop.order-placed.v1", "System.InvalidOperationException", "Newest words"), (group.Type, group.ExceptionType, group.ExceptionMessage));
        Assert.Equal((2, 1), (group.Counts[DeadLetterStatus.Failed], group.Counts[DeadLetterStatus.Archived]));
        Assert.Equal((start, start + TimeSpan.FromHours(2) + TimeSpan.FromSeconds(3)), (group.FirstFailedAt, group.LastFailedAt));
        Assert.Equal((24, 1, 0, 2), (group.Trend.Count, group.Trend[^1], group.Trend[^2], group.Trend[^3]));
        Assert.Equal(group.Id, (await desk.Gateway.FindGroupAsync(group.Id, CancellationToken.None))!.Id);
        Assert.Null(await desk.Gateway.FindGroupAsync("nothing", CancellationToken.None));
    }

    [Fact]
    public async Task Should_show_those_with_a_letter_that_matches_a_page_at_a_time()
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync([.. Enumerable.Range(0, 5).Select(i => new FailedMessage(Method: $"Shop.M{i}.Go", Queue: i < 3 ? Desk.Queue : Desk.Other))]);
        await desk.Gateway.ArchiveAsync("2", "alice", CancellationToken.None);

        Assert.Equal("43210", await PagesAsync(new DeadLetterFilter()));
        Assert.Equal("210", await PagesAsync(new DeadLetterFilter(Desk.Queue)));
        Assert.Equal("1", await PagesAsync(new DeadLetterFilter(Status: DeadLetterStatus.Archived)));
        Assert.Equal("20", await PagesAsync(new DeadLetterFilter(Desk.Queue, Status: DeadLetterStatus.Failed)));
        Assert.Equal("3", await PagesAsync(new DeadLetterFilter(Text: "m3")));

        async Task<string> PagesAsync(DeadLetterFilter filter)
        {
            var (frames, after) = ("", (string?)null);
            do
            {
                var page = (await desk.Gateway.GroupsAsync(filter, new PageRequest(2, after), CancellationToken.None)).Value!;
                frames += string.Concat(page.Items.Select(g => g.TopFrame![6]));
                after = page.Next;
            }
            while (after is not null);
            return frames;
        }
    }

    [Fact]
    public async Task Should_say_how_many_came_back_after_a_replay()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_charge, _charge);
        foreach (var id in ids)
            await desk.Gateway.ReplayAsync(id, null, "alice", CancellationToken.None);
        var replayedAt = desk.Time.GetUtcNow();
        Assert.Equal((0, replayedAt), (Assert.Single(await desk.GroupsAsync()).FailedAgain, Assert.Single(await desk.GroupsAsync()).LastReplayedAt!.Value));
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.FailAgainAsync(_charge);
        await desk.FailAgainAsync(_pay);

        var groups = await desk.GroupsAsync();

        Assert.Equal([1, 1], groups.Select(g => g.FailedAgain)); // one of them failed for another reason this time
        Assert.Equal([1, 1], groups.Select(g => g.Counts[DeadLetterStatus.Failed]));
        Assert.Equal(["2", "1"], (await desk.Gateway.ListAsync(new DeadLetterFilter(), new PageRequest(), CancellationToken.None)).Value!.Items.Select(l => l.Id));
        await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None);
        Assert.Equal(1, (await desk.GroupsAsync()).Sum(g => g.FailedAgain));
    }

    [Fact]
    public async Task Should_follow_a_letter_to_another_queue()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_charge with { Body = """{"find":"me"}""" });
        await desk.Gateway.ReplayAsync(ids[0], new DeadLetterEdit(Desk.Other), "alice", CancellationToken.None);

        Assert.Equal(ids, await desk.ListAsync(new DeadLetterFilter(Desk.Other, Text: "find")));
        Assert.Empty(await desk.ListAsync(new DeadLetterFilter(Desk.Queue)));
        Assert.Empty(await desk.ListAsync(new DeadLetterFilter(Desk.Queue, Text: "find")));
        Assert.Equal([Desk.Other], (await desk.Gateway.FacetsAsync(CancellationToken.None)).Queues);
        Assert.Equal("Replayed:1", await desk.CountsAsync(new DeadLetterFilter(Desk.Other)));
    }

    [Fact]
    public async Task Should_keep_what_people_wrote_when_the_index_is_made_anew()
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync(_charge);
        var group = Assert.Single(await desk.GroupsAsync());

        var noted = (await desk.Gateway.NoteAsync(group.Id, new GroupNote(" It is the bank. ", "Zoë"), "alice", CancellationToken.None)).Value!;
        Assert.Equal(("It is the bank.", "Zoë", true), (noted.Note, noted.Owner, noted.Version > group.Version));
        await desk.RestartAsync(File.Delete);
        var after = Assert.Single(await desk.GroupsAsync());
        Assert.Equal((group.Id, "It is the bank.", "Zoë"), (after.Id, after.Note, after.Owner));
        Assert.Null((await desk.Gateway.NoteAsync(group.Id, new GroupNote("", null), "alice", CancellationToken.None)).Value!.Note);

        Assert.Equal(404, (await desk.Gateway.NoteAsync("none", new GroupNote("x", null), "alice", CancellationToken.None)).Problem!.Status);
        var refused = await desk.Gateway.NoteAsync(group.Id, new GroupNote(new string('x', 2001), new string('x', 101)), "alice", CancellationToken.None);
        Assert.Equal(["note", "owner"], refused.Problem!.Errors!.Keys.Order());
    }

    [Fact]
    public async Task Should_tell_viewers_of_a_group_at_most_twice_a_second_however_many_fail()
    {
        await using var desk = await Desk.StartAsync();
        var (told, letters) = (0, 0L);
        using var groups = desk.Feed.Subscribe<DeadLetterGroup>(changed =>
        {
            Interlocked.Add(ref told, changed.Count);
            Interlocked.Exchange(ref letters, changed[^1].Counts[DeadLetterStatus.Failed]);
            return Task.CompletedTask;
        });
        for (var i = 0; i < 10; i++)
            await desk.FailAsync([.. Enumerable.Repeat(_charge, 10)]); // a second passes for each
        await Deadline.Until(() => Interlocked.Read(ref letters) == 100, () => desk.Time.Advance(TimeSpan.FromSeconds(1)));

        Assert.InRange(told, 1, 101);
        Assert.Equal(100, letters);
    }

    [Fact]
    public async Task Should_tell_viewers_of_letters_and_of_those_that_are_gone()
    {
        await using var desk = await Desk.StartAsync();
        var seen = new List<string>();
        using var letters = desk.Feed.Subscribe<DeadLetterView>(changed => Note(changed.Select(l => $"{l.Id} {l.Status}")));
        using var gone = desk.Feed.Subscribe<DeadLetterGone>(changed => Note(changed.Select(l => $"{l.Id} gone")));
        var ids = await desk.FailAsync(_charge);
        await desk.Gateway.DeleteAsync(ids[0], "alice", CancellationToken.None);

        await Deadline.Until(() => Seen().Length == 2, () => desk.Time.Advance(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(["1 Failed", "1 gone"], Seen());

        Task Note(IEnumerable<string> changes)
        {
            lock (seen)
                seen.AddRange(changes);
            return Task.CompletedTask;
        }

        string[] Seen()
        {
            lock (seen)
                return [.. seen];
        }
    }
}
