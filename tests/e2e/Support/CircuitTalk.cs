using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace E2E.Support;

/// <summary>
/// The last frames between a page and its circuit, readable as far as they are text, and what the browser complained about. Neither a picture nor
/// a trace has frames: without them nobody can tell an event that was not sent from one that was not answered.
/// </summary>
internal sealed class CircuitTalk
{
    private const int MaxFrames = 400;
    private const int MaxText = 300;

    private readonly ConcurrentQueue<string> _said = new();

    public CircuitTalk(IPage page)
    {
        page.WebSocket += (_, socket) =>
        {
            Say("open", socket.Url);
            socket.FrameSent += (_, frame) => Say(">", Readable(frame));
            socket.FrameReceived += (_, frame) => Say("<", Readable(frame));
            socket.Close += (_, _) => Say("close", socket.Url);
        };
        page.Console += (_, message) => Say(message.Type, message.Text);
        page.PageError += (_, error) => Say("error", error);
        page.FrameNavigated += (_, frame) => Say("at", frame.Url);
    }

    public Task WriteAsync(string path) => File.WriteAllLinesAsync(path, _said);

    private void Say(string kind, string text)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        _said.Enqueue($"{time} {kind} {(text.Length > MaxText ? text[..MaxText] : text)}");
        while (_said.Count > MaxFrames)
            _said.TryDequeue(out _);
    }

    private static string Readable(IWebSocketFrame frame)
    {
        var text = new StringBuilder();
        foreach (var letter in frame.Text ?? Encoding.Latin1.GetString(frame.Binary ?? []))
        {
            if (letter is >= ' ' and <= '~')
                text.Append(letter);
            else if (text is not [.., '·'])
                text.Append('·');
            if (text.Length > MaxText)
                break;
        }

        return text.ToString();
    }
}
