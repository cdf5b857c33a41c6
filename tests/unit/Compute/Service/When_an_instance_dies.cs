using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Instances;
using Unit.Support;

namespace Unit.Compute.Service;

public class When_an_instance_dies : ComputeTest
{
    [Fact]
    public async Task It_is_noticed_at_once_and_shown_with_its_reason()
    {
        await RestartAsync(services => services.AddSingleton<TimeProvider>(new FakeTime())); // which stands still: no look is due
        var running = await Host.LaunchAsync();
        await Host.PrintsAsync(running, "ready");

        Process.GetProcessById(running.Pid!.Value).Kill();

        var stopped = await Host.UntilAsync(running.Id, InstanceState.Stopped);
        Assert.Equal("Client.InstanceInitiatedShutdown", stopped.Reason?.Code);
        Assert.Contains("137", stopped.Reason?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_portal_is_away_it_is_noticed_after_the_restart()
    {
        var running = await Host.LaunchAsync();
        await Host.PrintsAsync(running, "ready");
        await StopAsync();
        Process.GetProcessById(running.Pid!.Value).Kill();

        await RestartAsync();

        var stopped = await Host.UntilAsync(running.Id, InstanceState.Stopped);
        Assert.Equal("Client.InstanceInitiatedShutdown", stopped.Reason?.Code);
    }

    [Fact]
    public async Task After_a_restart_of_the_portal_it_is_noticed_too()
    {
        var running = await Host.LaunchAsync();
        await Host.PrintsAsync(running, "ready");
        await RestartAsync();
        var found = await Host.Gateway.FindAsync(running.Id, ComputeHost.Token);
        Assert.Equal(running, found);
        Assert.False(Process.GetProcessById(running.Pid!.Value).HasExited);

        Process.GetProcessById(running.Pid!.Value).Kill();

        await Host.UntilAsync(running.Id, InstanceState.Stopped);
    }
}
