using System.Text;
using Microsoft.Playwright;

namespace E2E.Support;

/// <summary>A line on which one word of the circuit, and all that comes behind it, takes as long as the test wants.</summary>
internal sealed class SlowLine
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _held = new();
    private readonly TaskCompletionSource _isHolding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _wasAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _word;
    private bool _isReleased;

    private SlowLine(string word) => _word = word;

    /// <summary>For the circuits that the page starts from here on.</summary>
    /// <param name="page">The page.</param>
    /// <param name="word">What is in the frame that is held up, the name of a function for example.</param>
    public static async Task<SlowLine> OfAsync(IPage page, string word)
    {
        var line = new SlowLine(word);
        await page.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), line.Connect);
        return line;
    }

    /// <summary>Completes when the word has come.</summary>
    public Task HoldsAsync() => _isHolding.Task.WaitAsync(Until.Deadline);

    /// <summary>Lets everything through; completes when the page has called what it was told to, and says so.</summary>
    public Task ReleaseAsync()
    {
        lock (_lock)
        {
            _isReleased = true;
            while (_held.TryDequeue(out var send))
                send();
        }

        return _wasAnswered.Task.WaitAsync(Until.Deadline);
    }

    private void Connect(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        server.OnMessage(frame => Pass(frame, page));
        page.OnMessage(frame =>
        {
            Send(frame, server);
            lock (_lock)
            {
                if (_isReleased && Text(frame).Contains("EndInvokeJSFromDotNet", StringComparison.Ordinal))
                    _wasAnswered.TrySetResult();
            }
        });
    }

    private void Pass(IWebSocketFrame frame, IWebSocketRoute page)
    {
        lock (_lock)
        {
            if (!_isReleased && (_held.Count > 0 || Text(frame).Contains(_word, StringComparison.Ordinal)))
            {
                _held.Enqueue(() => Send(frame, page));
                _isHolding.TrySetResult();
            }
            else
            {
                Send(frame, page);
            }
        }
    }

    private static void Send(IWebSocketFrame frame, IWebSocketRoute to)
    {
        if (frame.Binary is { } bytes)
            to.Send(bytes);
        else
            to.Send(frame.Text!);
    }

    private static string Text(IWebSocketFrame frame) => frame.Binary is { } bytes ? Encoding.Latin1.GetString(bytes) : frame.Text!;
}
