using System.Net.ServerSentEvents;
using System.Text.Json;

namespace E2E.Support;

/// <summary>A program that reads <c>GET /api/events</c>.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<EventStream> OpenAsync(HttpClient http, string address)
    {
        var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new EventStream(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Reads on until this event comes with data of which this is so.</summary>
    public async Task ExpectAsync(string name, Func<JsonElement, bool> isIt)
    {
        while (await _events.MoveNextAsync().AsTask().WaitAsync(_patience, TimeProvider.System))
        {
            if (_events.Current.EventType != name)
                continue;
            using var data = JsonDocument.Parse(_events.Current.Data);
            if (isIt(data.RootElement))
                return;
        }

        throw new InvalidOperationException($"The stream ended before '{name}' came.");
    }

    public void Dispose() => _answer.Dispose();
}
