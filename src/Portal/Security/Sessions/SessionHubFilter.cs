using Microsoft.AspNetCore.SignalR;

namespace Portal.Security.Sessions;

/// <summary>Closes a connection of the hub when the session or key it was opened with ends.</summary>
internal sealed class SessionHubFilter(SessionBook sessions) : IHubFilter
{
    private const string WatchKey = "session";

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (context.Context.User is { } caller)
            context.Context.Items[WatchKey] = sessions.Of(caller).Watch(context.Context.Abort);
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (context.Context.Items.Remove(WatchKey, out var watch))
            ((IDisposable)watch!).Dispose();
        return next(context, exception);
    }
}
