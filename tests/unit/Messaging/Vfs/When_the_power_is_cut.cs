using Messaging;
using Unit.Support;
using Vfs.PowerCut;

namespace Unit.Messaging.Vfs;

public sealed class When_the_power_is_cut
{
    private const int Rounds = 240;
    private const int Cuts = 120;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Should_keep_everything_that_was_confirmed_and_bring_nothing_back(int seed)
    {
        using var directory = new TempDirectory();
        var run = new PowerCutRun(directory.Path, Durability.Full, seed);
        await run.RecordAsync(Rounds);

        AssertNone(await run.CutAsync(Cuts));
        Assert.True(run.Steps > Rounds, "The load asked for little.");
        Assert.True(run.Syncs("broker.db") > 5, "No power was cut near a checkpoint.");
    }

    [Fact]
    public async Task Should_lose_the_newest_only_when_relaxed()
    {
        using var directory = new TempDirectory();
        var run = new PowerCutRun(directory.Path, Durability.Relaxed, seed: 3);
        await run.RecordAsync(Rounds);

        AssertNone(await run.CutAsync(Cuts));
    }

    // The checks above could not fail if these two did not.
    [Fact]
    public async Task Should_find_that_confirmed_messages_are_lost_when_files_are_not_synced()
    {
        using var directory = new TempDirectory();
        var run = new PowerCutRun(directory.Path, Durability.Full, seed: 4, skipSync: true);
        await run.RecordAsync(Rounds / 4);

        Assert.NotEmpty(await run.CutAsync(Cuts / 4));
    }

    [Fact]
    public async Task Should_find_that_relaxed_does_not_keep_what_full_promises()
    {
        using var directory = new TempDirectory();
        var run = new PowerCutRun(directory.Path, Durability.Relaxed, seed: 5, promise: Durability.Full);
        await run.RecordAsync(Rounds / 4);

        Assert.NotEmpty(await run.CutAsync(Cuts / 4));
    }

    private static void AssertNone(IReadOnlyList<string> faults) =>
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults.Take(10)));
}
