using System.Globalization;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Instances;
using Portal.Compute.Processes;

namespace Unit.Compute.Service;

public class When_a_command_becomes_a_dead_letter : ComputeTest
{
    [Fact]
    public async Task The_instance_names_it_and_a_replay_ends_the_transition()
    {
        var stuck = await StuckAsync();
        await RestartAsync(); // with a provider that works; the note is still there
        Assert.Equal(stuck.DeadLetterId, (await Host.Gateway.FindAsync(stuck.Id, ComputeHost.Token))!.DeadLetterId);

        await Host.Services.GetRequiredService<IBroker>()
            .ReplayAsync(long.Parse(stuck.DeadLetterId!, CultureInfo.InvariantCulture), "ann", ComputeHost.Token);

        var stopped = await Host.UntilAsync(stuck.Id, InstanceState.Stopped);
        Assert.Null(stopped.DeadLetterId);
    }

    [Fact]
    public async Task The_same_and_the_termination_can_be_asked_for()
    {
        var stuck = await StuckAsync();
        Assert.Equal([InstanceAction.Stop, InstanceAction.Terminate], Host.Gateway.Allowed(stuck));
        await RestartAsync();

        var asked = await Host.RequestAsync(stuck, InstanceAction.Terminate);

        Assert.Null(asked.DeadLetterId);
        await Host.UntilAsync(stuck.Id, InstanceState.Terminated);
    }

    [Fact]
    public async Task It_is_found_at_the_next_start_when_the_portal_was_killed_before_it_was_noted()
    {
        var stuck = await StuckAsync(noted: false);
        Assert.Null(stuck.DeadLetterId);
        await RestartAsync();
        Assert.NotNull((await Host.UntilAsync(stuck.Id, i => i.DeadLetterId is not null)).DeadLetterId);
    }

    /// <summary>An instance that stays in stopping, because the provider fails for good.</summary>
    private async Task<InstanceView> StuckAsync(bool noted = true)
    {
        await RestartAsync(services =>
        {
            var real = services.Single(s => s.ServiceType == typeof(IInstanceProvider)).ImplementationFactory!;
            services.AddSingleton<IInstanceProvider>(provider => new CannotStop((IInstanceProvider)real(provider)));
            services.Select(s => s.ImplementationInstance).OfType<MessagingBuilder>().Single()
                .Queue("compute", queue => queue.Recovery = new RecoveryOptions { NotRetryable = [typeof(TimeoutException)] });
            if (!noted)
                services.Remove(services.Single(s => s.ImplementationType?.Name == "FailedCommands"));
        });
        var running = await Host.LaunchAsync();
        await Host.RequestAsync(running, InstanceAction.Stop);
        if (noted)
            return await Host.UntilAsync(running.Id, i => i.DeadLetterId is not null);
        var broker = Host.Services.GetRequiredService<IBroker>();
        await Eventually.GetAsync(() => broker.CountDeadLettersAsync(DeadLetterStatus.Failed, ComputeHost.Token), count => count == 1);
        return (await Host.Gateway.FindAsync(running.Id, ComputeHost.Token))!;
    }

    private sealed class CannotStop(IInstanceProvider real) : IInstanceProvider
    {
        public IReadOnlyList<string> Workloads => real.Workloads;

        public Task<InstanceProcess> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken) => real.LaunchAsync(order, cancellationToken);

        public Task<bool> StopAsync(string instanceId, long upTo, StopMode mode, CancellationToken cancellationToken) =>
            throw new TimeoutException("It hangs in the kernel.");

        public void Remove(string instanceId) => real.Remove(instanceId);

        public Task<ProcessExit> WaitForExitAsync(InstanceProcess process, CancellationToken cancellationToken) =>
            real.WaitForExitAsync(process, cancellationToken);

        public string LogPath(string instanceId) => real.LogPath(instanceId);

        public void TrimLog(string instanceId) => real.TrimLog(instanceId);
    }
}
