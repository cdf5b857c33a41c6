using Messaging;
using Unit.Support;

namespace Unit.Messaging.Journal;

public sealed class When_the_journal_cannot_keep_up
{
    [Fact]
    public async Task Should_leave_out_what_is_too_much_count_it_and_say_so()
    {
        using var file = new JournalFile(new JournalOptions { Capacity = 1024 });
        var start = file.Time.GetUtcNow();
        using (Locked(file))
        {
            // The writer's thread waits for the lock with one batch in hand, taken before anything is too much; the ring fills up behind it.
            for (var i = 0; i < 256; i++)
                file.Tell(BrokerEventKind.Published, $"first-{i}");
            await Deadline.Until(() => file.Journal.HasTakenAll);
            for (var i = 0; file.Journal.Dropped < 100; i++)
                file.Tell(BrokerEventKind.Published, $"m-{i}");
        }

        var gap = Assert.Single(await file.GapsAsync());
        Assert.Equal((start, start, 100L), (gap.From, gap.To, gap.Lost));

        // Whole again.
        file.Tell(BrokerEventKind.Published, "later");
        Assert.Equal("Published", await file.KindsOfAsync("later"));
        Assert.Single(await file.GapsAsync());
        Assert.Equal(100, file.Journal.Dropped);
    }

    [Fact]
    public async Task Should_count_what_could_not_be_written_and_go_on_when_it_can()
    {
        using var file = new JournalFile();
        file.Tell(BrokerEventKind.Published, "before");
        Assert.Empty(await file.GapsAsync());
        Outside.Execute(file.Path, "ALTER TABLE record RENAME TO taken_away");
        file.Tell(BrokerEventKind.Published, "lost-1");
        file.Tell(BrokerEventKind.Published, "lost-2");
        await file.Journal.ReadGapsAsync().Soon();
        await file.Journal.ReadGapsAsync().Soon(); // tried again, in vain
        Assert.Equal((2, 1), (file.Journal.Dropped, file.Log.Errors));

        Outside.Execute(file.Path, "ALTER TABLE taken_away RENAME TO record");
        await Deadline.Until(
            () => Outside.Scalar(file.Path, "SELECT COUNT(*) FROM gap") == 1, () => file.Time.Advance(TimeSpan.FromMilliseconds(250)));
        file.Tell(BrokerEventKind.Published, "after");

        Assert.Equal(2, Assert.Single(await file.GapsAsync()).Lost);
        Assert.Equal(("Published", "", "Published"), (await file.KindsOfAsync("before"), await file.KindsOfAsync("lost-1"), await file.KindsOfAsync("after")));
    }

    /// <summary>Holds the file's write lock, as a backup or a slow disk would.</summary>
    private static global::Messaging.SqliteConnection Locked(JournalFile file)
    {
        var connection = global::Messaging.SqliteConnection.Open(file.Path, readOnly: false);
        connection.Execute("BEGIN IMMEDIATE");
        return connection;
    }
}
