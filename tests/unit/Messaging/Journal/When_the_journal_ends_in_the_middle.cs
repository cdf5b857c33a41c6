using Messaging;
using Unit.Support;

namespace Unit.Messaging.Journal;

public sealed class When_the_journal_ends_in_the_middle
{
    [Fact]
    public async Task Should_keep_what_was_written_and_say_that_something_may_be_missing()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, "written");
        await file.GapsAsync();
        file.Tell(BrokerEventKind.Published, "in memory");
        var from = file.Time.GetUtcNow();
        file.Time.Advance(TimeSpan.FromMilliseconds(100));
        file.Crash();

        Assert.Equal(("Published", ""), (await file.KindsOfAsync("written"), await file.KindsOfAsync("in memory")));
        var gap = Assert.Single(await file.GapsAsync());
        Assert.Equal((from, file.Time.GetUtcNow(), null), (gap.From, gap.To, gap.Lost));
        Assert.Equal("ok", Outside.IntegrityCheck(file.Path));
    }

    [Fact]
    public async Task Should_miss_nothing_when_it_is_closed()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, "m");
        file.Reopen();
        file.Reopen();

        Assert.Equal("Published", await file.KindsOfAsync("m"));
        Assert.Empty(await file.GapsAsync());
    }

    [Fact]
    public void Should_not_be_opened_when_it_is_no_database()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory.File("journal.db"), new string('x', 20_000));

        Assert.Equal(
            directory.File("journal.db"),
            Assert.Throws<StoreDamagedException>(() => new BrokerJournal(
                directory.Path, new JournalOptions(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)).Path);
    }

    [Fact]
    public void Should_not_be_opened_when_it_is_of_a_later_version()
    {
        using var file = new JournalFile();
        file.Journal.Dispose();
        Outside.Execute(file.Path, "PRAGMA user_version = 99");

        Assert.Contains("version 99", Assert.Throws<InvalidDataException>(file.Reopen).Message, StringComparison.Ordinal);
    }
}
