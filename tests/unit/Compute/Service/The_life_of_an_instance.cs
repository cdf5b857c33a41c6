using Portal.Client.Instances;

namespace Unit.Compute.Service;

public class The_life_of_an_instance : ComputeTest
{
    [Fact]
    public async Task Goes_from_pending_to_terminated()
    {
        var accepted = (await Host.Gateway.LaunchAsync(new LaunchInstance("web-1", "polite"), "tester", ComputeHost.Token)).Value!;
        Assert.Equal((InstanceState.Pending, 0, 1L), (accepted.State, accepted.StateCode, accepted.Version));

        var running = await Host.UntilAsync(accepted.Id, InstanceState.Running);
        Assert.NotNull(running.Pid);
        await Host.PrintsAsync(running, "ready");

        var stopping = await Host.RequestAsync(running, InstanceAction.Stop);
        Assert.Equal((InstanceState.Stopping, 64), (stopping.State, stopping.StateCode));
        var stopped = await Host.UntilAsync(accepted.Id, InstanceState.Stopped);
        Assert.Equal("Client.UserInitiatedShutdown", stopped.Reason?.Code);
        Assert.Null(stopped.Pid);

        Assert.Equal(InstanceState.Pending, (await Host.RequestAsync(stopped, InstanceAction.Start)).State);
        var again = await Host.UntilAsync(accepted.Id, InstanceState.Running);
        Assert.NotEqual(running.Pid, again.Pid);
        Assert.Null(again.Reason);

        Assert.Equal(InstanceState.ShuttingDown, (await Host.RequestAsync(again, InstanceAction.Terminate)).State);
        var terminated = await Host.UntilAsync(accepted.Id, InstanceState.Terminated);
        Assert.False(Directory.Exists(Path.Combine(DataDirectory, "instances", accepted.Id)));
        Assert.Equal(8, terminated.Version);
    }

    [Fact]
    public async Task A_reboot_replaces_the_process_and_keeps_running()
    {
        var running = await Host.LaunchAsync();
        await Host.PrintsAsync(running, "ready");

        var rebooting = await Host.RequestAsync(running, InstanceAction.Reboot);

        Assert.Equal(InstanceState.Running, rebooting.State);
        var rebooted = await Host.UntilAsync(running.Id, i => i.Version == rebooting.Version + 1);
        Assert.Equal(InstanceState.Running, rebooted.State);
        Assert.NotEqual(running.Pid, rebooted.Pid);
    }

    [Fact]
    public async Task A_launch_that_fails_says_why()
    {
        var accepted = (await Host.Gateway.LaunchAsync(new LaunchInstance("web-1", "gone"), "tester", ComputeHost.Token)).Value!;

        var stopped = await Host.UntilAsync(accepted.Id, InstanceState.Stopped);

        Assert.Equal("Server.InternalError", stopped.Reason?.Code);
        Assert.Contains("no-such-command-here", stopped.Reason?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forced_stop_overtakes_one_that_waits()
    {
        await RestartAsync(null, ("Compute:StopGraceSeconds", "600"));
        var running = await Host.LaunchAsync("stubborn");
        await Host.PrintsAsync(running, "ready");
        var stopping = await Host.RequestAsync(running, InstanceAction.Stop);

        await Host.RequestAsync(stopping, InstanceAction.Stop, force: true);

        await Host.UntilAsync(running.Id, InstanceState.Stopped);
    }

    [Fact]
    public async Task One_that_may_not_be_killed_is_stopped_when_it_ends_at_last()
    {
        await RestartAsync(null, ("Compute:StopGraceSeconds", "0.05"), ("Compute:KillAfterGrace", "false"));
        var running = await Host.LaunchAsync("stubborn");
        await Host.PrintsAsync(running, "ready");
        await Host.RequestAsync(running, InstanceAction.Stop);

        System.Diagnostics.Process.GetProcessById(running.Pid!.Value).Kill();

        var stopped = await Host.UntilAsync(running.Id, InstanceState.Stopped);
        Assert.Equal("Client.UserInitiatedShutdown", stopped.Reason?.Code);
    }
}
