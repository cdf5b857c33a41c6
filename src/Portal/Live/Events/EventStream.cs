using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Portal.Live.Events;

/// <summary>
/// Sends one caller its events until it has gone or the portal stops. It keeps nothing but its place in the ring: while the caller does not
/// read, it does not look, and finds of each entity the newest change afterwards.
/// </summary>
internal sealed class EventStream(
    EventRing ring, EventSnapshot snapshot, TimeProvider time, IOptions<JsonOptions> json, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    private long _written;

    /// <param name="http">Where it goes.</param>
    /// <param name="filter">Which events.</param>
    /// <param name="wantsSnapshot">Whether a new reader begins with the current state.</param>
    /// <param name="lastEventId">What a reader that comes again has seen last; null for a new one.</param>
    public async Task RunAsync(HttpContext http, EventFilter filter, bool wantsSnapshot, string? lastEventId)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather them
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            using var membership = ring.Join();
            await RunAsync(response.BodyWriter, filter, wantsSnapshot, lastEventId, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The caller has gone, may not be told any more, or the portal stops: it comes again with the id it has.
        }
        catch (ConnectionAbortedException)
        {
            // The caller has gone in the middle.
        }
    }

    private async Task RunAsync(PipeWriter writer, EventFilter filter, bool wantsSnapshot, string? lastEventId, CancellationToken token)
    {
        Write(writer, EventText.Retry);
        var resumes = ring.TryFind(lastEventId, out var place);
        if (!resumes)
        {
            if (lastEventId is not null)
                Write(writer, EventText.Reset("This id is not known any more: the portal was started again, or too much has changed since."));
            await BeginAsync(writer, filter, wantsSnapshot || lastEventId is not null, place, token);
        }

        await FlushAsync(writer, token);
        var entries = new List<EventEntry>();
        while (true)
        {
            var next = ring.Next;
            if (!ring.TryRead(ref place, filter, entries))
            {
                Write(writer, EventText.Reset("This stream was read too slowly: changes in between are not known any more."));
                await BeginAsync(writer, filter, withState: true, place, token);
                await FlushAsync(writer, token);
            }
            else if (entries.Count > 0)
            {
                foreach (var entry in entries)
                    Write(writer, entry.Bytes);
                entries.Clear();
                await FlushAsync(writer, token);
            }
            else
            {
                await WaitAsync(next, writer, place, token);
            }
        }
    }

    /// <summary>The state comes without ids: who is interrupted in the middle of it has to begin again.</summary>
    private async Task BeginAsync(PipeWriter writer, EventFilter filter, bool withState, long place, CancellationToken token)
    {
        if (withState)
        {
            var unflushed = 0;
            await foreach (var (name, entity) in snapshot.ReadAsync(filter, token))
            {
                var bytes = EventText.Of(null, name, entity, json.Value.SerializerOptions);
                Write(writer, bytes);
                unflushed += bytes.Length;
                if (unflushed < 32 * 1024)
                    continue;
                await FlushAsync(writer, token);
                unflushed = 0;
            }
        }

        Write(writer, EventText.Ready(ring.IdOf(place)));
    }

    private async Task WaitAsync(Task next, PipeWriter writer, long place, CancellationToken token)
    {
        var left = _heartbeat - time.GetElapsedTime(_written);
        try
        {
            if (left > TimeSpan.Zero)
            {
                await next.WaitAsync(left, time, token);
                return;
            }
        }
        catch (TimeoutException)
        {
            // Nothing has changed for so long.
        }

        Write(writer, EventText.Heartbeat(ring.IdOf(place)));
        await FlushAsync(writer, token);
    }

    private static void Write(PipeWriter writer, byte[] bytes) => System.Buffers.BuffersExtensions.Write(writer, bytes);

    /// <summary>Waits for a caller that reads slowly.</summary>
    private async Task FlushAsync(PipeWriter writer, CancellationToken token)
    {
        var flushed = await writer.FlushAsync(token);
        if (flushed.IsCompleted || flushed.IsCanceled)
            throw new ConnectionAbortedException();
        _written = time.GetTimestamp();
    }
}
