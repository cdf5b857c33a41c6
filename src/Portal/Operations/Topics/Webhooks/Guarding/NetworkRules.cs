using System.Net;
using System.Net.Sockets;

namespace Portal.Operations.Topics.Webhooks.Guarding;

/// <summary>
/// Which addresses events may be sent to: those of the public internet, and what the configuration allows besides. Whoever makes a
/// webhook makes the portal call from where it stands: not itself, its neighbours or the cloud's metadata service.
/// </summary>
internal sealed class NetworkRules(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Of IPv4 everything that IANA's registry of special-purpose addresses has as not globally reachable, and multicast.</summary>
    private static readonly IPNetwork[] _closed4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork _global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Of IPv6's global part: protocol assignments (Teredo among them), documentation, 6to4, which carries an IPv4 address within.</summary>
    private static readonly IPNetwork[] _closed6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public bool IsAllowed(IPAddress address)
    {
        // ::ffff:10.0.0.1 is 10.0.0.1.
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (allowed.Any(network => network.Contains(address)))
            return true;
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !_closed4.Any(network => network.Contains(address)),

            // Outside of the global part are loopback, link-local, unique local, multicast, NAT64 (64:ff9b::/96) and IPv4-compatible forms.
            AddressFamily.InterNetworkV6 => address.ScopeId == 0 && _global6.Contains(address) && !_closed6.Any(network => network.Contains(address)),
            _ => false,
        };
    }
}
