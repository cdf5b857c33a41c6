using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Portal.Operations.DeadLetters.Index;

namespace Unit.Portal.DeadLetters;

public sealed class When_dead_letters_are_searched
{
    private static readonly FailedMessage[] _failures =
    [
        new("""{"order":"A-17","customer":"Zoë Müller"}""", Words: "Card declined", Headers: new() { ["x-tenant"] = "north-pole" }, Id: "m-1"),
        new("""{"order":"B-18"}""", Exception: "System.TimeoutException", Words: "Too slow", Method: "Portal.Billing.Pay.PostAsync"),
        new("binary", ContentType: "application/protobuf", Exception: null, Type: "shop.label.v1", Queue: Desk.Other),
        new("""{"order":"B-19"}""", Exception: "System.TimeoutException", Words: "Too slow", Method: "Portal.Billing.Pay.PostAsync", Queue: Desk.Other),
    ];

    [Theory]
    [InlineData("a-17", "1")]
    [InlineData("B", "42")]
    [InlineData("b-18", "2")]
    [InlineData("b-1", "")] // one letter is a word, not the beginning of one
    [InlineData("order slow", "42")]
    [InlineData("slow order 18", "2")]
    [InlineData("zoe MULLER", "1")]
    [InlineData("north-pole x-tenant", "1")]
    [InlineData("m-1", "1")]
    [InlineData("postasync", "42")]
    [InlineData("charge handle", "1")]
    [InlineData("placed", "421")]
    [InlineData("TimeoutException", "42")]
    [InlineData("timeo", "42")]
    [InlineData("attempts-exhausted", "4321")]
    [InlineData("binary", "")]
    [InlineData("nowhere", "")]
    public async Task Should_find_words_and_beginnings_of_words_wherever_they_are(string text, string expected)
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync(_failures);

        Assert.Equal(expected, string.Concat(await desk.ListAsync(new DeadLetterFilter(Text: text))));
        Assert.Equal(expected.Length == 0 ? "" : $"Failed:{expected.Length}", await desk.CountsAsync(new DeadLetterFilter(Text: text)));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"*")]
    [InlineData("' OR 7=7 --")]
    [InlineData("a AND")]
    [InlineData("NOT order")]
    [InlineData("NEAR(order, 2)")]
    [InlineData("words:order")]
    [InlineData("^order")]
    [InlineData("order*")]
    [InlineData("(((((")]
    [InlineData("§¢7 §§7")]
    [InlineData("\0\u0001\uFFFF")]
    [InlineData("\uD800 half \uDC00")]
    [InlineData("%_\\")]
    [InlineData("👩‍🚀 𝕏")]
    [InlineData("a a a a a a a a a a a a a a a a a a b c d e f g h i j k l m n o p q r s")]
    public async Task Should_take_any_text_for_words_and_nothing_else(string text)
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync(_failures);
        var filter = new DeadLetterFilter(Text: text);

        var page = await desk.Gateway.ListAsync(filter, new PageRequest(), CancellationToken.None);
        Assert.True(page.Succeeded);
        Assert.True((await desk.Gateway.CountAsync(filter, CancellationToken.None)).Succeeded);
        Assert.True((await desk.Gateway.GroupsAsync(filter, new PageRequest(), CancellationToken.None)).Succeeded);
        Assert.Equal(text == "order*" ? 3 : text == "^order" ? 3 : 0, page.Value.Items.Count);
    }

    [Fact]
    public async Task Should_refuse_a_text_that_is_too_long_and_a_cursor_of_somebody_else()
    {
        await using var desk = await Desk.StartAsync();

        Assert.Equal(400, (await desk.Gateway.ListAsync(new DeadLetterFilter(Text: new string('x', 201)), new PageRequest(), CancellationToken.None)).Problem!.Status);
        foreach (var cursor in new[] { "!", "AAAA", new string('A', 500) })
        {
            Assert.Equal(400, (await desk.Gateway.ListAsync(new DeadLetterFilter(), new PageRequest(10, cursor), CancellationToken.None)).Problem!.Status);
            Assert.Equal(400, (await desk.Gateway.GroupsAsync(new DeadLetterFilter(), new PageRequest(10, cursor), CancellationToken.None)).Problem!.Status);
        }
    }

    [Fact]
    public async Task Should_hold_every_part_of_a_filter_a_page_at_a_time()
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync(_failures);
        await desk.Gateway.ArchiveAsync("2", "alice", CancellationToken.None);

        await ExpectAsync("4321", new DeadLetterFilter());
        await ExpectAsync("43", new DeadLetterFilter(Desk.Other));
        await ExpectAsync("42", new DeadLetterFilter(Exception: "System.TimeoutException"));
        await ExpectAsync("4", new DeadLetterFilter(Desk.Other, Exception: "System.TimeoutException"));
        await ExpectAsync("3", new DeadLetterFilter(Type: "shop.label.v1"));
        await ExpectAsync("", new DeadLetterFilter(Desk.Queue, "shop.label.v1"));
        await ExpectAsync("2", new DeadLetterFilter(Status: DeadLetterStatus.Archived));
        await ExpectAsync("431", new DeadLetterFilter(Status: DeadLetterStatus.Failed));
        await ExpectAsync("4", new DeadLetterFilter(Status: DeadLetterStatus.Failed, Exception: "System.TimeoutException", Text: "slow"));
        await ExpectAsync("", new DeadLetterFilter(Status: DeadLetterStatus.Resolved, Text: "slow"));
        await ExpectAsync("", new DeadLetterFilter("nowhere", Text: "slow"));
        var group = (await desk.GroupsAsync(new DeadLetterFilter(Text: "slow")))[0].Id;
        await ExpectAsync("42", new DeadLetterFilter(Group: group));
        await ExpectAsync("2", new DeadLetterFilter(Desk.Queue, Group: group));

        async Task ExpectAsync(string expected, DeadLetterFilter filter)
        {
            Assert.Equal(expected, string.Concat(await desk.ListAsync(filter)));
            Assert.Equal(expected, string.Concat(await desk.ListAsync(filter, pageSize: 1)));
        }
    }

    [Fact]
    public async Task Should_know_times_to_the_millisecond_in_lists_counts_and_groups()
    {
        await using var desk = await Desk.StartAsync();
        var start = desk.Time.GetUtcNow();
        for (var i = 0; i < 4; i++)
        {
            await desk.FailAsync(new FailedMessage(Method: $"Shop.M{i}.Go"));
            desk.Time.Advance(TimeSpan.FromMinutes(50) - TimeSpan.FromSeconds(1));
        }

        foreach (var (from, to) in new (int, int)[] { (0, 4), (1, 3), (2, 2), (0, 1), (3, 4), (0, 2) })
        {
            var filter = new DeadLetterFilter(From: start + TimeSpan.FromMinutes(50 * from), To: start + TimeSpan.FromMinutes(50 * to));
            Assert.Equal(string.Concat(Enumerable.Range(from + 1, to - from).Reverse()), string.Concat(await desk.ListAsync(filter)));
            Assert.Equal(to == from ? "" : $"Failed:{to - from}", await desk.CountsAsync(filter));
            Assert.Equal(to == from ? "" : $"Failed:{to - from}", await desk.CountsAsync(filter with { Queue = Desk.Queue }));
            Assert.Equal(to - from, (await desk.GroupsAsync(filter)).Count);
        }

        Assert.Equal("Failed:3", await desk.CountsAsync(new DeadLetterFilter(From: start + TimeSpan.FromMilliseconds(1))));
        Assert.Equal("Failed:1", await desk.CountsAsync(new DeadLetterFilter(To: start + TimeSpan.FromMilliseconds(1))));
    }

    [Fact]
    public async Task Should_count_by_status_whatever_status_the_filter_says()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failures);
        await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None);
        await desk.Gateway.ReplayAsync(ids[1], null, "alice", CancellationToken.None);

        Assert.Equal("Failed:2 Replayed:1 Archived:1", await desk.CountsAsync());
        Assert.Equal("Replayed:1 Archived:1", await desk.CountsAsync(new DeadLetterFilter(Desk.Queue, Status: DeadLetterStatus.Failed)));
        Assert.Equal("Failed:1 Replayed:1", await desk.CountsAsync(new DeadLetterFilter(Text: "slow", Status: DeadLetterStatus.Resolved)));
    }

    [Fact]
    public async Task Should_offer_what_occurs_and_nothing_that_is_gone()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_failures);
        await desk.Gateway.DeleteAsync(ids[2], "alice", CancellationToken.None);

        var facets = await desk.Gateway.FacetsAsync(CancellationToken.None);

        Assert.Equal([Desk.Queue, Desk.Other], facets.Queues);
        Assert.Equal(["shop.order-placed.v1"], facets.Types);
        Assert.Equal(["System.InvalidOperationException", "System.TimeoutException"], facets.Exceptions);
    }

    [Fact]
    public async Task Should_show_as_replaying_what_an_operation_will_replay()
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync(_failures);
        desk.InHand.Ids.UnionWith([1, 2, 4]);

        Assert.Equal("421", string.Concat(await desk.ListAsync(new DeadLetterFilter(Status: DeadLetterStatus.Replaying))));
        Assert.Equal("421", string.Concat(await desk.ListAsync(new DeadLetterFilter(Status: DeadLetterStatus.Replaying), pageSize: 1)));
        Assert.Equal("21", string.Concat(await desk.ListAsync(new DeadLetterFilter(Desk.Queue, Status: DeadLetterStatus.Replaying))));
        var page = (await desk.Gateway.ListAsync(new DeadLetterFilter(), new PageRequest(), CancellationToken.None)).Value!;
        Assert.Equal([DeadLetterStatus.Replaying, DeadLetterStatus.Failed, DeadLetterStatus.Replaying, DeadLetterStatus.Replaying], page.Items.Select(l => l.Status));
        Assert.Equal(DeadLetterStatus.Replaying, (await desk.Gateway.FindAsync("1", CancellationToken.None))!.Summary.Status);
    }

    [Theory]
    [InlineData(OperationKind.Replay, "34")]
    [InlineData(OperationKind.Archive, "134")]
    [InlineData(OperationKind.Restore, "2")]
    [InlineData(OperationKind.Delete, "1234")]
    public async Task Should_select_those_that_an_operation_can_be_done_to_by_id(OperationKind kind, string expected)
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync([.. _failures, new FailedMessage()]);
        await desk.Gateway.ReplayAsync(ids[0], null, "alice", CancellationToken.None);
        await desk.Broker.AcknowledgeAsync(Assert.Single(await desk.Broker.ReceiveAsync(Desk.Queue, 1, TimeSpan.Zero)).LeaseToken);
        await desk.Gateway.ArchiveAsync(ids[1], "alice", CancellationToken.None);
        await desk.Gateway.ReplayAsync(ids[4], null, "alice", CancellationToken.None);

        Assert.Equal(expected, await SelectAsync(new DeadLetterFilter()));
        Assert.Equal(kind is OperationKind.Restore or OperationKind.Delete ? "2" : "", await SelectAsync(new DeadLetterFilter(Desk.Queue, Text: "slow")));
        Assert.Equal("", await SelectAsync(new DeadLetterFilter(Status: DeadLetterStatus.Replayed)));

        async Task<string> SelectAsync(DeadLetterFilter filter)
        {
            var selected = new List<long>();
            await foreach (var chunk in desk.Index.SelectAsync(filter, kind, CancellationToken.None))
                selected.AddRange(chunk);
            return string.Concat(selected);
        }
    }

    [Fact]
    public async Task Should_answer_with_a_part_and_where_to_go_on_when_it_takes_too_long()
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync([.. Enumerable.Range(0, 600).Select(i => new FailedMessage($"n{i}"))]);
        var oldest = (await desk.ListAsync())[^1];
        await desk.Gateway.ArchiveAsync(oldest, "alice", CancellationToken.None);
        using var readers = new IndexReaders(Path.GetDirectoryName(desk.IndexFile)!);
        readers.Reset();
        var hurried = new LetterQueries(new NoTime());
        var (pages, found, before) = (0, new List<long>(), (long?)long.MaxValue);
        while (before is { } from)
        {
            var page = await readers.AskAsync(
                reader => hurried.List(reader, IndexScope.Of(reader, new DeadLetterFilter(Text: "broke", Status: DeadLetterStatus.Archived)), from, 50),
                Found<LetterRow, long>.Nothing,
                CancellationToken.None);
            found.AddRange(page.Rows.Select(r => r.Id));
            Assert.Equal(page.Next is null, page.SearchedTo is null);
            (pages, before) = (pages + 1, page.Next);
        }

        Assert.Equal(oldest, string.Concat(found));
        Assert.InRange(pages, 2, 4);
    }

    /// <summary>Every look at the clock finds it a second on.</summary>
    private sealed class NoTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now++;
    }
}
