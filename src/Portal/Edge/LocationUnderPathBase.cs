namespace Portal.Edge;

/// <summary>
/// Endpoints say where to look next as a path of the portal. Behind a proxy that offers the portal under a path of its own,
/// that path goes before it.
/// </summary>
internal sealed class LocationUnderPathBase(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.PathBase.HasValue)
            context.Response.OnStarting(Complete, context);
        return next(context);
    }

    private static Task Complete(object state)
    {
        var context = (HttpContext)state;
        var location = context.Response.Headers.Location.ToString();
        var start = context.Request.PathBase.Value!;
        if (location is ['/', not '/', ..] && !new PathString(Path(location)).StartsWithSegments(start))
            context.Response.Headers.Location = start + location;
        return Task.CompletedTask;
    }

    private static string Path(string location) => location.Split('?', '#')[0];
}
