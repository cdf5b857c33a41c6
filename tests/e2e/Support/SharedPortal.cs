namespace E2E.Support;

/// <summary>The portal of all tests that neither kill it nor leave it in another state than they found it in.</summary>
public sealed class SharedPortal : IAsyncLifetime
{
    public PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await PortalProcess.StartAsync();

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
