using System.Text;
using System.Text.Json;
using Portal.Client.Live;

namespace Portal.Live.Events;

/// <summary>The lines of <c>text/event-stream</c>.</summary>
internal static class EventText
{
    /// <summary>How long a browser waits before it comes again, in milliseconds.</summary>
    public static readonly byte[] Retry = "retry: 2000\n\n"u8.ToArray();

    /// <summary>An event with an entity; without an id the reader keeps the one it has.</summary>
    public static byte[] Of(string? id, string name, ILiveEntity entity, JsonSerializerOptions json)
    {
        var head = Encoding.UTF8.GetBytes(id is null ? $"event: {name}\ndata: " : $"id: {id}\nevent: {name}\ndata: ");
        return [.. head, .. JsonSerializer.SerializeToUtf8Bytes(entity, entity.GetType(), json), .. "\n\n"u8];
    }

    /// <summary>From this place on the reader has every change.</summary>
    public static byte[] Ready(string id) => Encoding.UTF8.GetBytes($"id: {id}\nevent: ready\ndata: {{}}\n\n");

    /// <summary>What lies between where the reader was and now is not known any more; the current state follows.</summary>
    public static byte[] Reset(string why) => Encoding.UTF8.GetBytes($"event: reset\ndata: {JsonSerializer.Serialize(new { reason = why }, JsonSerializerOptions.Web)}\n\n");

    /// <summary>A comment, which nobody hears, and the place, so that a reader to whom nothing was sent for long is not too far behind.</summary>
    public static byte[] Heartbeat(string id) => Encoding.UTF8.GetBytes($": \nid: {id}\n\n");
}
