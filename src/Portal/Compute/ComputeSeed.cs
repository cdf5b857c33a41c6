using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Instances;
using Portal.Data;

namespace Portal.Compute;

/// <summary>Something to look at for a newcomer: two instances, where there is none.</summary>
internal sealed class ComputeSeed(InstanceGateway gateway) : ISeed
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var any = await gateway.ListAsync(new PageRequest(1), cancellationToken);
        if (any.Value is not { Items.Count: 0 })
            return;
        foreach (var name in (string[])["web-1", "worker-1"])
            await gateway.LaunchAsync(new LaunchInstance(name), null, cancellationToken);
    }
}
