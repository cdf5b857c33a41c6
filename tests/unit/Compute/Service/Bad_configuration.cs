using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Compute;
using Portal.Compute.Setup;

namespace Unit.Compute.Service;

public class Bad_configuration
{
    [Fact]
    public void Names_every_key_that_is_wrong()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Compute:StopGraceSeconds"] = "soon",
            ["Compute:KillAfterGrace"] = "perhaps",
            ["Compute:Workloads:web:Arguments:0"] = "x",
            ["Compute:Workloads:gone:Command"] = "/no/such/file",
            ["Compute:Workloads:bad name:Command"] = "/bin/sh",
        }).Build();
        using var services = new ServiceCollection().AddCompute(configuration, "unused").BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ComputeOptions>>().Value);

        string[] keys =
        [
            "Compute:StopGraceSeconds", "Compute:KillAfterGrace", "Compute:Workloads:web:Command", "Compute:Workloads:gone:Command",
            "Compute:Workloads:bad name",
        ];
        Assert.All(keys, key => Assert.Contains(error.Failures, f => f.Contains(key, StringComparison.Ordinal)));
        Assert.Equal(keys.Length, error.Failures.Count());
    }

    [Fact]
    public void Nothing_configured_means_the_sample()
    {
        using var services = new ServiceCollection().AddCompute(new ConfigurationBuilder().Build(), "unused").BuildServiceProvider();

        var options = services.GetRequiredService<IOptions<ComputeOptions>>().Value;

        Assert.Equal("sample", Assert.Single(options.Workloads).Key);
        Assert.Equal(TimeSpan.FromSeconds(20), options.StopGrace);
    }
}
