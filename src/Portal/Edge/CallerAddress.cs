using System.Net;
using System.Net.Sockets;

namespace Portal.Edge;

/// <summary>Who one caller is where only the address is known.</summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of an IPv6 address its /64, which is what one subscriber has all of.</summary>
    public static string PartitionOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return new IPAddress(bytes) + "/64";
    }
}
