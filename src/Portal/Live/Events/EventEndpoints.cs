using System.ComponentModel;
using Portal.Http;

namespace Portal.Live.Events;

/// <summary>The live feed for programs that read server-sent events.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/api/events", StreamAsync)
        .WithTags("Events").WithName("StreamEvents")
        .WithSummary("Server-sent events: every change, as the hub tells it.")
        .WithDescription(
            "Events are orderChanged, instanceChanged, queueChanged, deadLetterChanged and operationChanged, with the thing as it now is as data. 'ready' says from where on "
            + "nothing is missing. With Last-Event-ID, which browsers send by themselves, the stream goes on where it was; where that is not known any more, "
            + "'reset' comes first and then the current state. Of each thing the newest change wins; a comment comes every 15 seconds.")
        .Produces<string>(200, "text/event-stream").ProducesProblem(400)
        .EndsWithSession().DisableRequestTimeout();

    private static async Task StreamAsync(
        HttpContext http,
        [Description("Names of events, separated by commas; default all.")] string? types,
        [Description("Only of these things: up to 100 ids, separated by commas.")] string? ids,
        [Description("Begin with the current state: of each type the newest 500, or the things asked for.")] bool? snapshot,
        EventStream stream)
    {
        if (!EventFilter.TryRead(types, ids, out var filter, out var invalid))
        {
            await invalid.ToResult().ExecuteAsync(http);
            return;
        }

        var last = http.Request.Headers["Last-Event-ID"].ToString();
        await stream.RunAsync(http, filter, snapshot ?? false, last.Length == 0 ? null : last);
    }
}
