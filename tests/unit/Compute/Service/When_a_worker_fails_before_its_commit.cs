using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Instances;
using Portal.Compute.Processes;

namespace Unit.Compute.Service;

public class When_a_worker_fails_before_its_commit : ComputeTest
{
    [Fact]
    public async Task Nothing_is_done_twice()
    {
        await RestartAsync(services =>
        {
            var real = services.Single(s => s.ServiceType == typeof(IInstanceProvider));
            services.Remove(real);
            services.AddSingleton<IInstanceProvider>(
                provider => new FailsAfterwards((IInstanceProvider)real.ImplementationFactory!(provider)));
        });

        // Each step is done, fails, and comes again.
        var running = await Host.LaunchAsync();
        await Host.PrintsAsync(running, "ready");
        Assert.Equal(1, LaunchFiles(running));
        var rebooting = await Host.RequestAsync(running, InstanceAction.Reboot);
        var rebooted = await Host.UntilAsync(running.Id, i => i.Version == rebooting.Version + 1);
        Assert.NotEqual(running.Pid, rebooted.Pid);
        await Host.RequestAsync(rebooted, InstanceAction.Stop);
        var stopped = await Host.UntilAsync(running.Id, InstanceState.Stopped);
        await Host.RequestAsync(stopped, InstanceAction.Terminate);
        var terminated = await Host.UntilAsync(running.Id, InstanceState.Terminated);

        // pending, running, (rebooting) running, running, stopping, stopped, shutting-down, terminated
        Assert.Equal(8, terminated.Version);
    }

    private int LaunchFiles(InstanceView instance) =>
        Directory.GetFiles(Path.Combine(DataDirectory, "instances", instance.Id), "pid.*").Length;
}
