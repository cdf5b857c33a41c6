using Messaging;
using Unit.Support;

namespace Unit.Messaging.Journal;

public sealed class When_something_happens_to_a_message
{
    [Fact]
    public async Task Should_be_in_the_journal_with_everything_known_of_it()
    {
        using var file = new JournalFile();
        var message = JournalFile.Message("m-1", "sales.order-placed.v1", "c-1", "m-0");
        var start = file.Time.GetUtcNow();
        file.Tell(BrokerEventKind.Published, message, "billing");
        file.Tell(BrokerEventKind.Delivered, message, "billing", delivery: 1);
        file.Time.Advance(TimeSpan.FromMilliseconds(17));
        file.Tell(BrokerEventKind.DeadLettered, message, "billing", 1, "not-retryable", "Ünknown card ✗");
        file.Time.Advance(TimeSpan.FromHours(3));
        file.Tell(BrokerEventKind.Replayed, message, "billing", by: "ada");

        var entries = await file.Journal.ReadMessageAsync("m-1").Soon();
        Assert.Equal(
            [
                new JournalEntry(0, start, BrokerEventKind.Published, "m-1", "sales.order-placed.v1", "c-1", "m-0", "billing", 0, null, null, null),
                new JournalEntry(0, start, BrokerEventKind.Delivered, "m-1", "sales.order-placed.v1", "c-1", "m-0", "billing", 1, null, null, null),
                new JournalEntry(0, start.AddMilliseconds(17), BrokerEventKind.DeadLettered, "m-1", "sales.order-placed.v1", "c-1", "m-0", "billing", 1, "not-retryable", "Ünknown card ✗", null),
                new JournalEntry(0, start.AddMilliseconds(17).AddHours(3), BrokerEventKind.Replayed, "m-1", "sales.order-placed.v1", "c-1", "m-0", "billing", 0, null, null, "ada"),
            ],
            entries.Select(e => e with { Sequence = 0 }));
        Assert.Equal(entries.Select(e => e.Sequence).Distinct().Order(), entries.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Should_know_which_of_its_queues_it_happened_at()
    {
        using var file = new JournalFile();
        var message = JournalFile.Message("m-1");
        file.Tell(BrokerEventKind.Published, message, "a");
        file.Tell(BrokerEventKind.Published, message, "b");
        file.Tell(BrokerEventKind.Acknowledged, message, "b", 1);
        file.Tell(BrokerEventKind.Acknowledged, message, "a", 1);

        Assert.Equal(["a", "b", "b", "a"], (await file.Journal.ReadMessageAsync("m-1").Soon()).Select(e => e.Queue));
    }

    [Theory]
    [InlineData("0193f0c2a7b87c1e9d00112233445566")]
    [InlineData("ff93f0c2a7b87c1e9d00112233445566")]
    [InlineData("0193F0C2A7B87C1E9D00112233445566")]
    [InlineData("0193f0c2a7b87c1e9d0011223344556g")]
    [InlineData("order 7")]
    public async Task Should_be_found_whatever_the_id_looks_like(string id)
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, JournalFile.Message(id, correlation: "c" + id, causation: "d" + id));

        var entry = Assert.Single(await file.Journal.ReadMessageAsync(id).Soon());
        Assert.Equal((id, "c" + id, "d" + id), (entry.MessageId, entry.CorrelationId, entry.CausationId));
        Assert.Empty(await file.Journal.ReadMessageAsync(id + "0"));
        Assert.Empty(await file.Journal.ReadMessageAsync(new string('x', 500)));
    }

    [Fact]
    public async Task Should_cut_long_words_and_headers_rather_than_keep_them_in_memory()
    {
        using var file = new JournalFile();
        var message = JournalFile.Message("m", correlation: new string('c', 10_000));
        file.Tell(BrokerEventKind.Retried, message, reason: new string('r', 10_000), detail: new string('ü', 10_000), by: new string('b', 10_000));

        var entry = Assert.Single(await file.Journal.ReadMessageAsync("m").Soon());
        Assert.Equal((200, 200, 2000, 200), (entry.CorrelationId.Length, entry.Reason!.Length, entry.Detail!.Length, entry.By!.Length));
    }

    [Fact]
    public async Task Should_be_written_by_itself_within_a_quarter_of_a_second()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, "m-1");
        Assert.Equal(0, Outside.Scalar(file.Path, "SELECT COUNT(*) FROM record"));
        file.Time.Advance(TimeSpan.FromMilliseconds(250));

        await Deadline.Until(() => Outside.Scalar(file.Path, "SELECT COUNT(*) FROM record") == 1);
    }

    [Fact]
    public async Task Should_be_told_from_many_threads_at_once_and_lose_nothing()
    {
        using var file = new JournalFile();
        const int messages = 5000;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < messages; i++)
                file.Tell(BrokerEventKind.Published, $"{thread}-{i}");
        }))).Soon();
        var page = await file.Journal.ListAsync(new JournalQuery(Limit: 1)).Soon();

        Assert.Single(page.Entries);
        Assert.Equal(0, file.Journal.Dropped);
        Assert.Equal(4 * messages, Outside.Scalar(file.Path, "SELECT COUNT(*) FROM record"));
    }

    [Fact]
    public void Should_cost_the_broker_no_memory()
    {
        using var file = new JournalFile();
        var e = new BrokerEvent(BrokerEventKind.Published, "q", JournalFile.Message("m-1", correlation: "c-1"), 1);
        file.Journal.Observe(e);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            file.Journal.Observe(e);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
