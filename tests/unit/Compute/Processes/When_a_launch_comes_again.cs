using Portal.Compute.Processes;

namespace Unit.Compute.Processes;

public class When_a_launch_comes_again
{
    private const string CountsItself = "echo started >>starts; " + Scripts.Polite;

    [Fact]
    public async Task The_running_process_is_found()
    {
        await using var machine = new Machine(CountsItself);
        var first = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");

        var again = await machine.LaunchAsync();

        Assert.Equal(first, again);
        Assert.Single(Starts(machine));
    }

    [Fact]
    public async Task The_running_process_is_found_after_a_restart_of_the_portal()
    {
        await using var machine = new Machine(CountsItself);
        var first = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");
        machine.Restart();

        var again = await machine.LaunchAsync();

        Assert.Equal(first, again);
        Assert.True(ProcFileSystem.IsAlive(again));
        Assert.Single(Starts(machine));
    }

    [Fact]
    public async Task At_the_same_time_one_process_starts()
    {
        await using var machine = new Machine(CountsItself);
        using var other = machine.NewProvider();
        var order = new LaunchOrder(Machine.Id, "web-1", "test", 1);

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => (i % 2 == 0 ? machine.Provider : other).LaunchAsync(order, Machine.Token)));

        Assert.Single(found.Distinct());
        await machine.PrintsAsync("ready");
        Assert.Single(Starts(machine));
    }

    [Fact]
    public async Task A_process_that_has_ended_is_not_started_again()
    {
        await using var machine = new Machine("echo started >>starts; exit 0");
        var first = await machine.LaunchAsync();
        await machine.Provider.WaitForExitAsync(first, Machine.Token);

        var again = await machine.LaunchAsync();

        Assert.Equal(first, again);
        Assert.False(ProcFileSystem.IsAlive(again));
        Assert.Single(Starts(machine));
    }

    [Fact]
    public async Task A_launch_that_a_stop_has_overtaken_never_begins()
    {
        await using var machine = new Machine(CountsItself);
        Directory.CreateDirectory(machine.Folder);
        Assert.True(await machine.StopAsync(StopMode.Ask, upTo: 1));

        await Assert.ThrowsAsync<LaunchFailedException>(() => machine.LaunchAsync(launch: 1));
        var next = await machine.LaunchAsync(launch: 2);

        Assert.True(ProcFileSystem.IsAlive(next));
        await machine.PrintsAsync("ready");
        Assert.Single(Starts(machine));
    }

    private static string[] Starts(Machine machine) => File.ReadAllLines(Path.Combine(machine.Folder, "starts"));
}
