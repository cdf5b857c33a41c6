using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace E2E.Support;

/// <summary>A program that gets webhooks: a real server on loopback that keeps what came and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Receiver(WebApplication server) => _server = server;

    /// <summary>What to answer, by the number of the call from 1.</summary>
    public Func<int, int> Status { get; set; } = _ => 204;

    public ConcurrentQueue<Call> Calls { get; } = new();

    public string Url => _server.Urls.First() + "/hooks";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._server.Run(receiver.TakeAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Calls.Enqueue(new Call(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        context.Response.StatusCode = Status(Calls.Count);
    }

    internal sealed record Call(IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Id => Headers["webhook-id"];
    }
}
