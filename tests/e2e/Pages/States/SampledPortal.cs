using E2E.Support;

namespace E2E.Pages.States;

/// <summary>A portal of its own with something of each sort in it.</summary>
public sealed class SampledPortal : IAsyncLifetime
{
    internal PortalProcess Portal { get; private set; } = null!;

    internal Samples Samples { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Portal = await PortalProcess.StartAsync();
        Samples = new Samples(Portal);
        await Samples.InitializeAsync();
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
