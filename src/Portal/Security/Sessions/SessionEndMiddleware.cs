using Portal.Http;

namespace Portal.Security.Sessions;

/// <summary>Ends requests that wait when the session they were asked in ends; see <see cref="Http.EndsWithSession"/>.</summary>
internal static class SessionEndMiddleware
{
    public static void UseSessionEnd(this IApplicationBuilder app)
    {
        var sessions = app.ApplicationServices.GetRequiredService<SessionBook>();
        app.Use(next => context => context.GetEndpoint()?.Metadata.GetMetadata<EndsWithSession>() is null
            ? next(context)
            : WaitAsync(context, sessions.Of(context.User), next));
    }

    private static async Task WaitAsync(HttpContext context, Session session, RequestDelegate next)
    {
        var aborted = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, session.Ended);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (session.HasEnded && !aborted.IsCancellationRequested)
        {
            // What waited says so in this way, or answers with nothing.
        }
        finally
        {
            context.RequestAborted = aborted;
        }

        // An answer that has begun just ends, as a stream of events does; the next request is told why.
        if (session.HasEnded && !context.Response.HasStarted)
            await Refusals.UnauthorizedAsync(context, session.Why);
    }
}
