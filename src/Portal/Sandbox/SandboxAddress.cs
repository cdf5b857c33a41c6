using Messaging;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.ThirdParties;

namespace Portal.Sandbox;

/// <summary>This server's own address, which is known only once it listens.</summary>
internal sealed class SandboxAddress(IServer server, SandboxKey key, SandboxOptions options) : ISandboxAddress
{
    public string Key => key.Value;

    public string? Of(string party)
    {
        if (!options.Enabled)
            return null;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new DownstreamUnavailableException(party, "The sandbox is not listening yet.");
        return $"{OnLoopback(BindingAddress.Parse(address))}/sandbox/{party}";
    }

    /// <summary>An address that means all of the machine's, such as <c>http://*:5080</c>, cannot be called.</summary>
    private static string OnLoopback(BindingAddress address)
    {
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}{address.PathBase}";
    }
}
