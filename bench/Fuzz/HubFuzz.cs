using System.Net.WebSockets;
using System.Text;

namespace Bench.Fuzz;

/// <summary>Frames for the hub, and for the circuits' hub, that are no SignalR, or nearly.</summary>
internal sealed class HubFuzz(Nonsense nonsense, Uri portal, string key)
{
    private const string End = "\u001e";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private static readonly string[] _records =
    [
        """{"type":1,"target":"watchOrders","arguments":[]}""", """{"type":1,"target":"watchOrder","arguments":[null]}""", """{"type":1,"target":"watchOrder","arguments":[{"a":1}]}""",
        """{"type":1,"target":"noSuchThing","arguments":[1,2,3]}""", """{"type":1,"target":"watchQueues","arguments":"x"}""", """{"type":1}""", """{"type":99}""", """{"type":"1"}""", "{", "[]", "null", "",
        """{"type":4,"invocationId":"1","target":"watchOrders","arguments":[]}""", """{"type":5,"invocationId":"x"}""", """{"type":6}""", """{"type":7,"error":"bye"}""",
        """{"type":1,"invocationId":null,"target":null,"arguments":null}""", """{"type":1,"target":"onDisconnectedAsync","arguments":[null]}""", """{"type":1,"target":"dispose","arguments":[]}""",
    ];

    /// <summary>One connection with some frames. True when it was closed or answered in time.</summary>
    public async Task<bool> RunAsync()
    {
        using var patience = new CancellationTokenSource(_patience, TimeProvider.System);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        var address = new UriBuilder(portal) { Scheme = "ws", Path = nonsense.Chance(80) ? "/hubs/status" : "/_blazor" }.Uri;
        try
        {
            await socket.ConnectAsync(address, patience.Token);
            if (nonsense.Chance(85))
                await SendAsync(socket, """{"protocol":"json","version":1}""" + End, patience.Token);
            for (var i = nonsense.Random.Next(1, 8); i > 0; i--)
                await SendOneAsync(socket, patience.Token);
            if (nonsense.Chance(50))
                await socket.CloseOutputAsync(nonsense.One([WebSocketCloseStatus.NormalClosure, WebSocketCloseStatus.ProtocolError]), null, patience.Token);
            else
                socket.Abort();
            return true;
        }
        catch (WebSocketException)
        {
            return true; // closed by the other side: an answer
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Task SendOneAsync(ClientWebSocket socket, CancellationToken cancellationToken) => nonsense.Random.Next(8) switch
    {
        0 => socket.SendAsync(nonsense.Bytes(nonsense.Random.Next(0, 4000)), WebSocketMessageType.Binary, true, cancellationToken),
        1 => SendAsync(socket, new string('x', nonsense.Random.Next(1, 60_000)), cancellationToken),
        2 => SendAsync(socket, nonsense.One(_records), cancellationToken), // without its end
        3 => SendAsync(socket, new string('[', 5000) + End, cancellationToken),
        4 => SendAsync(socket, nonsense.Text() + End, cancellationToken),
        _ => SendAsync(socket, nonsense.One(_records) + End, cancellationToken),
    };

    private static Task SendAsync(ClientWebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellationToken);
}
