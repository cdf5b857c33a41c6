namespace Portal.Edge;

/// <summary>
/// Endpoints say where to look next as a path of the portal. Behind a proxy that offers the portal under a path of its own,
/// that path goes before it.
/// </summary>
internal sealed class LocationUnderPathBase(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Kept here: an answer without a body starts when the request is at its end, where it has no path base any more.
        if (context.Request.PathBase is { HasValue: true } start)
            context.Response.OnStarting(() => Complete(context.Response.Headers, start));
        return next(context);
    }

    private static Task Complete(IHeaderDictionary headers, PathString start)
    {
        var location = headers.Location.ToString();
        if (location is ['/', not '/', ..] && !new PathString(location.Split('?', '#')[0]).StartsWithSegments(start))
            headers.Location = start.Value + location;
        return Task.CompletedTask;
    }
}
