using System.Net;
using System.Net.Sockets;

namespace Portal.Operations.Topics.Webhooks.Guarding;

/// <summary>
/// Makes the connections of webhooks. A name is resolved here, once, and the very address that was looked at is connected to: a name
/// that leads elsewhere the second time (DNS rebinding) gains nothing. No proxy comes between.
/// </summary>
internal sealed class GuardedConnector(NetworkRules rules, IAddressResolver resolver)
{
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(endpoint.Host, out var literal) ? [literal] : await resolver.ResolveAsync(endpoint.Host, cancellationToken);
        var allowed = addresses.Where(rules.IsAllowed).ToList();
        if (allowed.Count == 0)
            throw new AddressForbiddenException(endpoint.Host);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[i], endpoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < allowed.Count - 1)
            {
                socket.Dispose(); // the next address
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
