using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace E2E.Support;

/// <summary>A program at <c>/hubs/status</c>, speaking SignalR's JSON protocol over a WebSocket as its specification says.</summary>
internal sealed class HubConnection : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _received = new();
    private string _partial = "";

    public static async Task<HubConnection> OpenAsync(PortalProcess portal, string key = PortalProcess.ApiKey)
    {
        var hub = new HubConnection();
        hub._socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await hub._socket.ConnectAsync(new Uri(portal.Url.Replace("http:", "ws:", StringComparison.Ordinal) + "/hubs/status"), CancellationToken.None);
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        return hub;
    }

    public Task InvokeAsync(string method, params object[] arguments) =>
        SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = method, arguments }));

    /// <summary>Waits for a call of the method whose argument fits, and answers with that argument.</summary>
    public async Task<JsonElement> ExpectAsync(string method, Func<JsonElement, bool> fits)
    {
        using var deadline = new CancellationTokenSource(Until.Deadline, TimeProvider.System);
        while (true)
        {
            var message = await NextAsync(deadline.Token);
            if (message.TryGetProperty("target", out var target) && target.GetString() == method)
            {
                var argument = message.GetProperty("arguments")[0];
                if (fits(argument))
                    return argument;
            }
        }
    }

    /// <summary>Waits for the end of an invocation, and answers with its error or null.</summary>
    public async Task<string?> ErrorAsync()
    {
        using var deadline = new CancellationTokenSource(Until.Deadline, TimeProvider.System);
        while (true)
        {
            var message = await NextAsync(deadline.Token);
            if (message.TryGetProperty("type", out var type) && type.GetInt32() == 3)
                return message.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
    }

    /// <summary>Waits until the portal has closed the connection.</summary>
    public async Task ClosedAsync()
    {
        using var deadline = new CancellationTokenSource(Until.Deadline, TimeProvider.System);
        var buffer = new byte[64 * 1024];
        try
        {
            while ((await _socket.ReceiveAsync(buffer, deadline.Token)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Closed without a goodbye is closed, too.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> NextAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (_received.Count == 0)
        {
            var read = await _socket.ReceiveAsync(buffer, cancellationToken);
            var records = (_partial + Encoding.UTF8.GetString(buffer, 0, read.Count)).Split(RecordSeparator);
            _partial = records[^1];
            foreach (var record in records[..^1])
                _received.Enqueue(JsonDocument.Parse(record).RootElement);
        }

        return _received.Dequeue();
    }

    private Task SendAsync(string record) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, true, CancellationToken.None);
}
