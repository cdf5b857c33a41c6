using Portal.Compute.Processes;
using Unit.Portal.Support;
using Unit.Support;

namespace Unit.Compute.Processes;

public class When_an_instance_is_stopped
{
    [Fact]
    public async Task It_ends_as_soon_as_it_is_asked_to()
    {
        await using var machine = new Machine(Scripts.Polite, time: new FakeTime()); // which stands still: no grace period ends
        var process = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");

        Assert.True(await machine.StopAsync(StopMode.Ask));

        Assert.False(ProcFileSystem.IsAlive(process));
        Assert.Equal(0, (await machine.Provider.WaitForExitAsync(process, Machine.Token)).ExitCode);
    }

    [Fact]
    public async Task The_sample_workload_ends_as_soon_as_it_is_asked_to()
    {
        await using var machine = new Machine("", options => options.Workloads["sample"] = global::Portal.Compute.Setup.ComputeOptions.Sample);
        var process = await machine.LaunchAsync(workload: "sample");
        await machine.PrintsAsync("tick 2");

        Assert.True(await machine.StopAsync(StopMode.Ask));

        Assert.Equal(0, (await machine.Provider.WaitForExitAsync(process, Machine.Token)).ExitCode);
        Assert.Contains("bye", machine.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_has_started_ends_too()
    {
        await using var machine = new Machine("trap '' TERM; sleep 300 & echo \"child $! ready\"; trap 'exit 0' TERM; wait");
        await machine.LaunchAsync();
        await machine.PrintsAsync("ready");
        var child = ProcessOf(int.Parse(machine.Log().Split(' ')[1]));
        Assert.True(ProcFileSystem.IsAlive(child));

        Assert.True(await machine.StopAsync(StopMode.Ask));

        await Eventually.TrueAsync(() => !ProcFileSystem.IsAlive(child));
    }

    [Fact]
    public async Task One_that_ignores_it_is_killed_after_the_grace_period()
    {
        var time = new ManualTime();
        await using var machine = new Machine(Scripts.Stubborn, options => options.StopGrace = TimeSpan.FromSeconds(300), time);
        var process = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");

        var stopping = machine.StopAsync(StopMode.Ask);
        await time.ArmedAsync();
        time.Advance(TimeSpan.FromSeconds(299));
        await time.ArmedAsync();
        Assert.True(ProcFileSystem.IsAlive(process));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await stopping);
        Assert.Equal(128 + 9, (await machine.Provider.WaitForExitAsync(process, Machine.Token)).ExitCode);
    }

    [Fact]
    public async Task One_that_may_not_be_killed_goes_on()
    {
        await using var machine = new Machine(Scripts.Stubborn, options =>
        {
            options.StopGrace = TimeSpan.FromMilliseconds(100);
            options.KillAfterGrace = false;
        });
        var process = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");

        Assert.False(await machine.StopAsync(StopMode.Ask));

        Assert.True(ProcFileSystem.IsAlive(process));
    }

    [Fact]
    public async Task Force_kills_at_once()
    {
        await using var machine = new Machine(Scripts.Stubborn, options => options.StopGrace = TimeSpan.FromMinutes(10));
        var process = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");

        Assert.True(await machine.StopAsync(StopMode.Kill));

        Assert.False(ProcFileSystem.IsAlive(process));
    }

    [Fact]
    public async Task A_waiting_stop_notices_that_somebody_else_has_killed_it()
    {
        await using var machine = new Machine(Scripts.Stubborn, options => options.StopGrace = TimeSpan.FromMinutes(10));
        await machine.LaunchAsync();
        await machine.PrintsAsync("ready");
        var waiting = machine.StopAsync(StopMode.Ask);

        Assert.True(await machine.StopAsync(StopMode.Kill));

        Assert.True(await waiting);
    }

    [Fact]
    public async Task It_can_be_done_by_a_portal_that_did_not_start_it()
    {
        await using var machine = new Machine(Scripts.Polite);
        var process = await machine.LaunchAsync();
        await machine.PrintsAsync("ready");
        machine.Restart();

        Assert.True(await machine.StopAsync(StopMode.Ask));

        Assert.False(ProcFileSystem.IsAlive(process));
    }

    [Fact]
    public async Task Doing_it_again_finds_nothing_to_do()
    {
        await using var machine = new Machine(Scripts.Polite);
        await machine.LaunchAsync();
        Assert.True(await machine.StopAsync(StopMode.Kill));

        Assert.True(await machine.StopAsync(StopMode.Ask));
        machine.Provider.Remove(Machine.Id);
        Assert.True(await machine.StopAsync(StopMode.Ask));
        machine.Provider.Remove(Machine.Id);

        Assert.False(Directory.Exists(machine.Folder));
    }

    private static InstanceProcess ProcessOf(int pid) => new(pid, ProcFileSystem.Read(pid)!.StartTime, ProcFileSystem.BootId);
}
