using Messaging;
using Unit.Support;

namespace Unit.Messaging.Journal;

public sealed class When_the_journal_is_searched
{
    [Fact]
    public async Task Should_tell_a_conversation_in_the_order_of_cause_and_effect()
    {
        using var file = new JournalFile();
        var order = JournalFile.Message("order");
        var bill = JournalFile.Message("bill", correlation: "order", causation: "order");
        var label = JournalFile.Message("label", correlation: "order", causation: "bill");
        file.Tell(BrokerEventKind.Published, order);
        file.Tell(BrokerEventKind.Published, JournalFile.Message("other"));
        file.Tell(BrokerEventKind.Delivered, order, delivery: 1);
        file.Tell(BrokerEventKind.Published, bill);
        file.Tell(BrokerEventKind.Acknowledged, order, delivery: 1);
        file.Tell(BrokerEventKind.Delivered, bill, delivery: 1);
        Assert.Equal(5, (await file.Journal.ReadConversationAsync("order").Soon()).Count);

        // The clock is set back; what happens next still is an effect of what was.
        file.Time.Advance(TimeSpan.FromHours(-1));
        file.Tell(BrokerEventKind.Published, label);
        file.Tell(BrokerEventKind.Acknowledged, bill, delivery: 1);

        Assert.Equal(
            ["order Published", "order Delivered", "bill Published", "order Acknowledged", "bill Delivered", "label Published", "bill Acknowledged"],
            (await file.Journal.ReadConversationAsync("order").Soon()).Select(e => $"{e.MessageId} {e.Kind}"));
    }

    [Fact]
    public async Task Should_not_take_a_message_for_the_start_of_a_conversation_it_only_is_a_part_of()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, JournalFile.Message("bill", correlation: "order"));

        Assert.Empty(await file.Journal.ReadConversationAsync("bill").Soon());
        Assert.Single(await file.Journal.ReadConversationAsync("order").Soon());
    }

    [Fact]
    public async Task Should_go_through_pages_from_the_newest_to_the_oldest_and_miss_none()
    {
        using var file = new JournalFile();
        for (var i = 0; i < 25; i++)
        {
            file.Tell(BrokerEventKind.Published, JournalFile.Message($"m-{i}", i % 5 == 0 ? "rare" : "usual"));
            if (i % 7 == 0)
                await file.Journal.ReadGapsAsync().Soon(); // a batch ends here
        }

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"m-{i}"), await PagesAsync(file, new JournalQuery(Limit: 4)));
        Assert.Equal(["m-20", "m-15", "m-10", "m-5", "m-0"], await PagesAsync(file, new JournalQuery("rare", Limit: 2)));
        Assert.Empty(await PagesAsync(file, new JournalQuery("none")));
    }

    [Fact]
    public async Task Should_find_what_there_is_before_a_time_beyond_all_sequences()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, "m");
        await file.Journal.ReadGapsAsync().Soon();

        Assert.Equal(["m"], await PagesAsync(file, new JournalQuery(To: new DateTimeOffset(2300, 1, 1, 0, 0, 0, TimeSpan.Zero), Limit: 2)));
        Assert.Equal(["m"], await PagesAsync(file, new JournalQuery(To: DateTimeOffset.MaxValue, Limit: 2)));
        Assert.Empty(await PagesAsync(file, new JournalQuery(From: DateTimeOffset.MaxValue, Limit: 2)));
    }

    [Fact]
    public async Task Should_begin_and_end_at_the_times_asked_for()
    {
        using var file = new JournalFile();
        var start = file.Time.GetUtcNow();
        for (var minute = 0; minute < 30; minute++)
        {
            file.Tell(BrokerEventKind.Published, $"m-{minute}");
            await file.Journal.ReadGapsAsync().Soon();
            file.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(
            ["m-12", "m-11", "m-10"],
            await PagesAsync(file, new JournalQuery(From: start.AddMinutes(10), To: start.AddMinutes(13), Limit: 2)));
    }

    [Fact]
    public async Task Should_keep_the_order_when_the_journal_is_opened_again_and_the_clock_was_set_back()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, "m");
        file.Tell(BrokerEventKind.Delivered, "m");
        file.Time.Advance(TimeSpan.FromHours(-1));
        file.Reopen();
        file.Tell(BrokerEventKind.Acknowledged, "m");

        Assert.Equal("Published Delivered Acknowledged", await file.KindsOfAsync("m"));
    }

    private static async Task<List<string>> PagesAsync(JournalFile file, JournalQuery query)
    {
        var found = new List<string>();
        var page = await file.Journal.ListAsync(query).Soon();
        found.AddRange(page.Entries.Select(e => e.MessageId));
        while (page.Next is { } next)
        {
            page = await file.Journal.ListAsync(query with { Before = next }).Soon();
            found.AddRange(page.Entries.Select(e => e.MessageId));
        }

        return found;
    }
}
