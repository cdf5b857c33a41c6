using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Bench.Pages;

/// <summary>
/// A browser's side of a circuit, without the browser: it starts the circuit with the component that the page's document names, answers
/// calls into its script with nothing, and confirms every render batch. What it leaves out is what a browser does with a batch.
/// </summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private const int MaxMessage = 8 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _rendered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    private CircuitClient()
    {
    }

    /// <summary>Called with the bytes of every render batch, texts included as they are.</summary>
    public Action<ReadOnlySpan<byte>>? OnBatch { get; set; }

    public int Batches { get; private set; }

    public static async Task<CircuitClient> OpenAsync(Session session, string path)
    {
        var document = await session.Http.GetStringAsync(path);
        var markers = Marker().Matches(document).Select(match => match.Groups["json"].Value).Where(json => json.Contains("\"type\":\"server\"", StringComparison.Ordinal)).ToList();
        var operations = string.Join(',', markers.Select((json, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{json}}}"""));
        var client = new CircuitClient();
        client._socket.Options.SetRequestHeader("Cookie", session.Cookie);
        var address = session.Http.BaseAddress!;
        await client._socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor"), CancellationToken.None);
        await client.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        await client.ReadHandshakeAsync();
        client._reading = Task.Run(client.ReadAsync);
        await client.SendAsync(PackWriter.Invocation("0", "StartCircuit", address.AbsoluteUri, new Uri(address, path).AbsoluteUri, "[]", ""));
        await client.SendAsync(PackWriter.Invocation(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{operations}}]}""", ""));
        await client._rendered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
        _closed.Dispose();
    }

    private async Task ReadHandshakeAsync()
    {
        var read = await _socket.ReceiveAsync(_buffer, CancellationToken.None);
        var answer = Encoding.UTF8.GetString(_buffer, 0, read.Count);
        if (!answer.StartsWith("{}", StringComparison.Ordinal))
            throw new InvalidOperationException("The circuit's handshake was refused: " + answer);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                if (_filled == _buffer.Length)
                    Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxMessage));
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), _closed.Token);
                if (read.MessageType is WebSocketMessageType.Close)
                    return;
                _filled += read.Count;
                await HandleAsync();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            if (!_closed.IsCancellationRequested)
                _rendered.TrySetException(e);
        }
        catch (Exception e)
        {
            _rendered.TrySetException(e);
            throw;
        }
    }

    private async Task HandleAsync()
    {
        var at = 0;
        var answers = new List<byte[]>();
        while (Length(_buffer.AsSpan(at, _filled - at)) is { } frame && at + frame.Head + frame.Body <= _filled)
        {
            Handle(_buffer.AsSpan(at + frame.Head, frame.Body), answers);
            at += frame.Head + frame.Body;
        }

        _buffer.AsSpan(at, _filled - at).CopyTo(_buffer);
        _filled -= at;
        foreach (var answer in answers)
            await SendAsync(answer);
    }

    private void Handle(ReadOnlySpan<byte> message, List<byte[]> answers)
    {
        var reader = new PackReader(message);
        reader.Array();
        var type = reader.Number();
        if (type is 6)
        {
            answers.Add(PackWriter.Ping());
            return;
        }

        if (type is 7)
            throw new InvalidOperationException("The portal closed the circuit: " + reader.Text());
        if (type is not 1)
            return;
        reader.Skip(); // headers
        reader.Skip(); // invocation id
        var target = reader.Text();
        reader.Array();
        switch (target)
        {
            case "JS.RenderBatch":
                var batch = reader.Number();
                Batches++;
                OnBatch?.Invoke(reader.Blob());
                answers.Add(PackWriter.Invocation(null, "OnRenderCompleted", batch, null));
                break;
            case "JS.BeginInvokeJS":
                var call = reader.Number();
                var answer = reader.Text()!.StartsWith("portal.", StringComparison.Ordinal) ? "false" : "null"; // whether it is dark, for example
                if (call > 0)
                    answers.Add(PackWriter.Invocation(null, "EndInvokeJSFromDotNet", call, true, $"[{call},true,{answer}]"));
                break;
            case "JS.EndUpdateRootComponents":
                _rendered.TrySetResult();
                break;
            case "JS.Error":
                throw new InvalidOperationException("The circuit failed: " + reader.Text());
        }
    }

    /// <summary>The length in front of a message, seven bits a byte; null while it has not all come.</summary>
    private static (int Head, int Body)? Length(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 5); i++)
        {
            length |= (bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
                return (i + 1, length);
        }

        return null;
    }

    private async Task SendAsync(byte[] bytes)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Binary, true, _closed.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("<!--Blazor:(?<json>.*?)-->", RegexOptions.Singleline)]
    private static partial Regex Marker();
}
