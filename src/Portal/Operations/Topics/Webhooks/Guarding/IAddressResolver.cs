using System.Net;

namespace Portal.Operations.Topics.Webhooks.Guarding;

/// <summary>Finds the addresses of a name.</summary>
internal interface IAddressResolver
{
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>As the operating system does.</summary>
internal sealed class SystemResolver : IAddressResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
