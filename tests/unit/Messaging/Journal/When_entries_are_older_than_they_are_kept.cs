using Messaging;
using Unit.Support;

namespace Unit.Messaging.Journal;

public sealed class When_entries_are_older_than_they_are_kept
{
    [Fact]
    public async Task Should_be_deleted_bit_by_bit_and_the_others_stay()
    {
        using var file = new JournalFile(new JournalOptions { Retention = TimeSpan.FromHours(24) });
        for (var i = 0; i < 1200; i++)
            file.Tell(BrokerEventKind.Published, $"old-{i}");
        await file.GapsAsync();
        file.Time.Advance(TimeSpan.FromHours(23));
        file.Tell(BrokerEventKind.Published, "young");
        await file.GapsAsync();
        Assert.Equal(1201, Records(file));
        file.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));

        // Each look lets a minute pass; the young one has 23 hours of them.
        await Deadline.Until(() => Records(file) == 1, () => file.Time.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal("Published", await file.KindsOfAsync("young"));
    }

    [Fact]
    public async Task Should_take_the_gaps_of_that_time_with_them()
    {
        using var file = new JournalFile(new JournalOptions { Retention = TimeSpan.FromHours(2) });
        file.Crash();
        Assert.Single(await file.GapsAsync());
        file.Time.Advance(TimeSpan.FromHours(3));

        await Deadline.Until(
            () => Outside.Scalar(file.Path, "SELECT COUNT(*) FROM gap") == 0, () => file.Time.Advance(TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(0, 65_536)]
    [InlineData(24, 1000)]
    [InlineData(24, 1025)]
    public void Should_refuse_options_that_make_no_sense(int hours, int capacity) => Assert.Throws<ArgumentOutOfRangeException>(
        new JournalOptions { Retention = TimeSpan.FromHours(hours), Capacity = capacity }.Validate);

    private static long Records(JournalFile file) => Outside.Scalar(file.Path, "SELECT COUNT(*) FROM record");
}
