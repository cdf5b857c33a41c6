using Portal.Compute.Processes;

namespace Unit.Compute.Processes;

public class When_an_instance_ends_by_itself
{
    [Fact]
    public async Task It_is_told_with_its_exit_code()
    {
        await using var machine = new Machine(Scripts.EndsItself);
        var process = await machine.LaunchAsync();

        var exit = await machine.Provider.WaitForExitAsync(process, Machine.Token);

        Assert.Equal(new ProcessExit(3, MachineRestarted: false), exit);
    }

    [Fact]
    public async Task A_portal_that_did_not_start_it_is_told_too()
    {
        await using var machine = new Machine("while [ ! -e end ]; do sleep 0.02; done");
        var process = await machine.LaunchAsync();
        machine.Restart();
        var exit = machine.Provider.WaitForExitAsync(process, Machine.Token);
        Assert.False(exit.IsCompleted);

        await File.WriteAllTextAsync(Path.Combine(machine.Folder, "end"), "", Machine.Token);

        Assert.Null((await exit).ExitCode);
        Assert.False(ProcFileSystem.IsAlive(process));
    }

    [Fact]
    public async Task A_process_of_another_boot_has_ended()
    {
        await using var machine = new Machine(Scripts.Polite);
        var process = await machine.LaunchAsync();
        var before = process with { BootId = "another" };

        var exit = await machine.Provider.WaitForExitAsync(before, Machine.Token);

        Assert.True(exit.MachineRestarted);
        Assert.True(ProcFileSystem.IsAlive(process));
    }

    [Fact]
    public async Task A_process_that_got_the_same_id_later_is_another_one()
    {
        await using var machine = new Machine(Scripts.Polite);
        var process = await machine.LaunchAsync();
        var earlier = process with { StartTime = process.StartTime - 1 };

        await machine.Provider.WaitForExitAsync(earlier, Machine.Token);

        Assert.False(ProcFileSystem.IsAlive(earlier));
        Assert.True(ProcFileSystem.IsAlive(process));
    }
}
