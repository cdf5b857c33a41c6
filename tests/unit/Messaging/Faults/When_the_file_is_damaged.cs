using Messaging;

namespace Unit.Messaging.Faults;

public sealed class When_the_file_is_damaged
{
    private const int Messages = 30;
    private const int PageSize = 8192;
    private const int FrameSize = PageSize + 24;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_open_what_is_not_damaged(bool withIndex)
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex);

        Assert.Equal(Messages, await killed.CountAsync());
    }

    [Fact]
    public async Task Should_refuse_a_file_that_is_something_else()
    {
        using var killed = await KilledBroker.AfterAsync(1);
        File.WriteAllText(killed.Database, "This is a diary. It is longer than the header of a database is, which has a hundred bytes in all.");

        var refused = killed.Refused();

        Assert.Equal(killed.Database, refused.Path);
        Assert.Contains("Restore", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(PageSize)]
    [InlineData((3 * PageSize) - 1)]
    public async Task Should_refuse_a_database_that_was_cut_off(long length)
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex: false, checkpointed: true);
        KilledBroker.Cut(killed.Database, length);

        killed.Refused();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(PageSize + 4)]
    public async Task Should_refuse_a_database_in_which_a_bit_of_the_structure_has_turned(long offset)
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex: false, checkpointed: true);
        File.Delete(killed.Wal); // it may have a sound copy of the page
        KilledBroker.Flip(killed.Database, offset);

        killed.Refused();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(21)]
    public async Task Should_refuse_a_wal_whose_header_is_broken(long offset)
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex: false);
        KilledBroker.Flip(killed.Wal, offset);

        killed.Refused();
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 8)]
    [InlineData(true, 18)]
    [InlineData(true, 24 + 4000)]
    [InlineData(false, 8)]
    [InlineData(false, 18)]
    [InlineData(false, 24 + 4000)]
    public async Task Should_refuse_a_wal_that_is_broken_before_its_end(bool withIndex, int offsetInFrame)
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex);
        KilledBroker.Flip(killed.Wal, killed.Frame(20) + offsetInFrame);

        killed.Refused();
    }

    // After a kill the index of the WAL says how much there was.
    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(32 + (20 * FrameSize))]
    [InlineData(32 + (20 * FrameSize) + 100)]
    public async Task Should_refuse_a_wal_that_was_cut_off(long length)
    {
        using var killed = await KilledBroker.AfterAsync(Messages);
        KilledBroker.Cut(killed.Wal, length);

        killed.Refused();
    }

    [Fact]
    public async Task Should_refuse_a_wal_whose_last_commit_is_broken()
    {
        using var killed = await KilledBroker.AfterAsync(Messages);
        KilledBroker.Flip(killed.Wal, new FileInfo(killed.Wal).Length - 100);

        killed.Refused();
    }

    // A power cut in the middle of a commit leaves just this, and nobody was told that it was done.
    [Fact]
    public async Task Should_open_without_the_last_commit_when_it_is_not_whole_and_nothing_says_that_it_ever_was()
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex: false);
        KilledBroker.Cut(killed.Wal, new FileInfo(killed.Wal).Length - 100);

        Assert.Equal(Messages - 1, await killed.CountAsync());
    }

    // Relaxed promises the oldest: the same gap is what a power cut may leave.
    [Fact]
    public async Task Should_open_what_a_relaxed_broker_may_leave()
    {
        using var killed = await KilledBroker.AfterAsync(Messages, withIndex: false, durability: Durability.Relaxed);
        KilledBroker.Flip(killed.Wal, killed.Frame(20) + 4000);

        Assert.InRange(await killed.CountAsync(), 1, Messages - 1);
    }

    [Fact]
    public async Task Should_not_change_a_file_that_it_refuses()
    {
        using var killed = await KilledBroker.AfterAsync(Messages);
        KilledBroker.Flip(killed.Wal, killed.Frame(20) + 4000);
        var before = (File.ReadAllBytes(killed.Database), File.ReadAllBytes(killed.Wal));

        killed.Refused();

        Assert.Equal(before.Item1, File.ReadAllBytes(killed.Database));
        Assert.Equal(before.Item2, File.ReadAllBytes(killed.Wal));
    }
}
