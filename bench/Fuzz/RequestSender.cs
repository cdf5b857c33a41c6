using System.Net.Sockets;
using System.Text;

namespace Bench.Fuzz;

/// <summary>Sends bytes and reads the status of the answer, over a connection of its own.</summary>
internal sealed class RequestSender(string host, int port)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _stream = TimeSpan.FromMilliseconds(200);

    /// <summary>The status; 0 when the connection was closed without one, which is an answer to what is no HTTP.</summary>
    /// <exception cref="TimeoutException">Neither came in time.</exception>
    public async Task<int> SendAsync(FuzzRequest request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = new CancellationTokenSource(_patience, TimeProvider.System);
        try
        {
            await socket.ConnectAsync(host, port, patience.Token);
            await socket.SendAsync(request.Bytes.AsMemory(), patience.Token);
            if (request.IsCutOff)
                return 0;
            if (request.Kind is "not HTTP" or "framing")
                socket.Shutdown(SocketShutdown.Send); // it may be waiting for the rest of what it took for a request
            return await ReadAsync(socket, patience);
        }
        catch (SocketException)
        {
            return 0; // reset, after it was refused in the middle of what we sent
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private static async Task<int> ReadAsync(Socket socket, CancellationTokenSource patience)
    {
        var buffer = new byte[16 * 1024];
        var first = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        if (first == 0)
            return 0;
        var head = Encoding.Latin1.GetString(buffer, 0, first);
        var status = head.Length > 12 && head.StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(head.AsSpan(9, 3), out var read) ? read : -1;
        if (head.Contains("\nX-Injected", StringComparison.OrdinalIgnoreCase))
            return -2;
        var isStream = head.Contains("text/event-stream", StringComparison.Ordinal);
        if (isStream)
            patience.CancelAfter(_stream); // has no end
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), patience.Token) > 0)
            {
                // To the end: a body that breaks off or never ends is a finding.
            }
        }
        catch (OperationCanceledException) when (isStream)
        {
        }

        return status;
    }
}
