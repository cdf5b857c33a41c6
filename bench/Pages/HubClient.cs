using System.Net.WebSockets;
using System.Text;

namespace Bench.Pages;

/// <summary>A program at <c>/hubs/status</c>, in SignalR's JSON protocol.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Action<ReadOnlySpan<byte>> _onBytes;
    private Task _reading = Task.CompletedTask;

    private HubClient(Action<ReadOnlySpan<byte>> onBytes) => _onBytes = onBytes;

    /// <param name="session">Who watches.</param>
    /// <param name="watch">The method, for example <c>watchOrders</c>.</param>
    /// <param name="onBytes">Called with what came, whole records and beginnings of them.</param>
    public static async Task<HubClient> OpenAsync(Session session, string watch, Action<ReadOnlySpan<byte>> onBytes)
    {
        var client = new HubClient(onBytes);
        client._socket.Options.SetRequestHeader("Cookie", session.Cookie);
        await client._socket.ConnectAsync(new Uri($"ws://{session.Http.BaseAddress!.Authority}/hubs/status"), CancellationToken.None);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        await client.SendAsync($$"""{"type":1,"target":"{{watch}}","arguments":[]}""");
        client._reading = Task.Run(client.ReadAsync);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _closed.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(), _closed.Token);
                _onBytes(buffer.AsSpan(0, read.Count));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Closed, by us or by the portal; who counts what came notices.
        }
    }

    private Task SendAsync(string record) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(record + '\u001e'), WebSocketMessageType.Text, true, CancellationToken.None);
}
