using Portal.Compute.Processes;

namespace Unit.Compute.Processes;

public class When_an_instance_is_launched
{
    [Fact]
    public async Task It_runs_in_a_session_of_its_own_and_prints_to_its_log()
    {
        await using var machine = new Machine("echo \"I am $INSTANCE_NAME, $INSTANCE_ID\"; " + Scripts.Polite);

        var process = await machine.LaunchAsync();

        Assert.True(ProcFileSystem.IsAlive(process));
        Assert.Equal(process.Pid, ProcFileSystem.Read(process.Pid)!.Group);
        await machine.PrintsAsync($"I am web-1, {Machine.Id}");
    }

    [Fact]
    public async Task It_does_not_get_the_environment_of_the_portal()
    {
        Environment.SetEnvironmentVariable("Portal__AdminPassword", "secret");
        await using var machine = new Machine("env; " + Scripts.Polite);

        await machine.LaunchAsync();

        await machine.PrintsAsync("ready");
        Assert.DoesNotContain("secret", machine.Log(), StringComparison.Ordinal);
        Assert.Contains("PATH=", machine.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_named()
    {
        await using var machine = new Machine("", options => options.Workloads["gone"] = new() { Command = "no-such-command-here" });

        var refused = await Assert.ThrowsAsync<LaunchFailedException>(() => machine.LaunchAsync(workload: "gone"));

        Assert.Contains("no-such-command-here", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workload_that_left_the_allow_list_is_named()
    {
        await using var machine = new Machine(Scripts.Polite);

        var refused = await Assert.ThrowsAsync<LaunchFailedException>(() => machine.LaunchAsync(workload: "other"));

        Assert.Contains("'other'", refused.Message, StringComparison.Ordinal);
    }
}
