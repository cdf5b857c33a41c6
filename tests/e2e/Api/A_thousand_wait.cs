using System.Diagnostics;
using System.Net;
using E2E.Support;

namespace E2E.Api;

/// <summary>Programs that wait for messages and programs that listen on the hub, all at once, at a portal of their own.</summary>
[Collection(Lanes.Measured)]
public sealed class A_thousand_wait
{
    private const int Many = 1000;

    /// <summary>Threads the pool may add by itself under such a burst; a thread for each caller would be two thousand.</summary>
    private const int FewThreads = 40;

    [Fact]
    public async Task Long_polls_and_hub_connections_cost_no_thread_each()
    {
        await using var portal = await PortalProcess.StartAsync();
        var queue = "patience";
        await portal.Api.PutJsonAsync("/api/queues/" + queue, new { });
        var before = Threads(portal);
        using var http = Caller(portal);
        var polls = Enumerable.Range(0, Many).Select(_ => http.PostAsync($"/api/queues/{queue}/receive?wait=60", null)).ToList();
        var hubs = new List<HubConnection>();
        foreach (var batch in Enumerable.Range(0, Many).Chunk(50))
            hubs.AddRange(await Task.WhenAll(batch.Select(async _ =>
            {
                var hub = await HubConnection.OpenAsync(portal);
                await hub.InvokeAsync("watchQueues");
                return hub;
            })));
        await Task.WhenAll(hubs.Select(hub => hub.ExpectAsync("queueChanged", q => q.Text("name") == queue)));
        var during = Threads(portal);

        // All of them wait, and all of them are served: a message for each poll, and a change of the queue for each listener.
        Assert.DoesNotContain(polls, poll => poll.IsCompleted);
        foreach (var batch in Enumerable.Range(0, Many).Chunk(100))
            await Task.WhenAll(batch.Select(i => portal.Api.PostAsync($"/api/queues/{queue}/messages", new StringContent(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        var received = await Task.WhenAll(polls);
        Assert.All(received, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await Task.WhenAll(hubs.Select(hub => hub.ExpectAsync("queueChanged", q => q.Text("name") == queue && q.GetProperty("leased").GetInt64() == Many)));

        Figures.Print($"1,000 long polls and 1,000 hub connections: {during - before} more threads of the portal ({before} without)");
        Assert.InRange(during - before, int.MinValue, FewThreads);
        await Task.WhenAll(hubs.Select(hub => hub.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Event_streams_cost_no_thread_each_and_each_hears_of_a_change()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.Api.PutJsonAsync("/api/queues/news", new { });
        var before = Threads(portal);
        using var http = Caller(portal);
        var streams = new List<EventStream>();
        foreach (var batch in Enumerable.Range(0, Many).Chunk(100))
            streams.AddRange(await Task.WhenAll(batch.Select(_ => EventStream.OpenAsync(http, "/api/events?types=queueChanged&ids=news"))));
        await Task.WhenAll(streams.Select(stream => stream.ExpectAsync("ready", _ => true)));
        var during = Threads(portal);

        await portal.Api.PostAsync("/api/queues/news/messages", new StringContent("a change"), TestContext.Current.CancellationToken);
        await Task.WhenAll(streams.Select(stream => stream.ExpectAsync("queueChanged", queue => queue.GetProperty("ready").GetInt64() == 1)));

        Figures.Print($"1,000 event streams: {during - before} more threads of the portal ({before} without)");
        Assert.InRange(during - before, int.MinValue, FewThreads);
        foreach (var stream in streams)
            stream.Dispose();
    }

    private static HttpClient Caller(PortalProcess portal) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Many + 1 })
    {
        BaseAddress = new Uri(portal.Url),
        Timeout = TimeSpan.FromSeconds(90),
        DefaultRequestHeaders = { Authorization = portal.Api.DefaultRequestHeaders.Authorization },
    };

    private static int Threads(PortalProcess portal)
    {
        using var process = Process.GetProcessById(portal.Id);
        return process.Threads.Count;
    }
}
