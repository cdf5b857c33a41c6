using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Instances;
using Portal.Live;

namespace Unit.Compute.Service;

public class When_instances_are_measured : ComputeTest
{
    private const string Busy = "while :; do :; done";

    [Fact]
    public async Task What_is_looked_at_has_figures_of_all_its_processes()
    {
        await RestartAsync(null, ("Compute:Workloads:busy:Command", "/bin/sh"), ("Compute:Workloads:busy:Arguments:0", "-c"), ("Compute:Workloads:busy:Arguments:1", $"({Busy}) & {Busy}"));
        var instance = await Host.LaunchAsync("busy");
        var figures = Host.Services.GetRequiredService<IProcessFigures>();
        Assert.Empty(figures.Recent(instance.Id));

        var seen = new TaskCompletionSource<ProcessFigures>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Host.Services.GetRequiredService<LiveFeed>().Subscribe<ProcessFigures>(samples =>
        {
            if (samples[^1].CpuPercent is > 0)
                seen.TrySetResult(samples[^1]);
            return Task.CompletedTask;
        });
        using (figures.Watch([instance.Id]))
        {
            var sample = await seen.Task.WaitAsync(TimeSpan.FromSeconds(20), ComputeHost.Token);
            Assert.Equal(instance.Id, sample.Id);
            Assert.Equal(2, sample.Processes);
            Assert.InRange(sample.ResidentBytes, 100 * 1024, 100 * 1024 * 1024);
            Assert.InRange(sample.CpuPercent!.Value, 1, 100 * Environment.ProcessorCount + 50);
        }

        Assert.True(figures.Recent(instance.Id).Count >= 2);
        var samples = figures.Recent(instance.Id);
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > TimeSpan.FromSeconds(1.5)));
    }
}
