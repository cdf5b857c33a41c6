
namespace Unit.Compute.Processes;

public class When_a_log_grows_too_large
{
    [Fact]
    public async Task It_is_cut_while_the_instance_goes_on_printing()
    {
        await using var machine = new Machine(
            "while [ ! -e go ]; do echo 0123456789012345678901234567890123456789; sleep 0.01; done; echo after; sleep 300",
            options => options.MaxLogBytes = 1024);
        await machine.LaunchAsync();
        await Eventually.TrueAsync(() => machine.Log().Length > 1024);

        machine.Provider.TrimLog(Machine.Id);
        await File.WriteAllTextAsync(Path.Combine(machine.Folder, "go"), "", Machine.Token);

        await machine.PrintsAsync("after");
        Assert.DoesNotContain('\0', machine.Log());
        Assert.True(File.Exists(Path.Combine(machine.Folder, "log.1")));
    }
}
