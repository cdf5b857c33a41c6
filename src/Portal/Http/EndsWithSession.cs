namespace Portal.Http;

/// <summary>On an endpoint: what it does may take long, and ends with the session or key of who asked.</summary>
internal sealed class EndsWithSession
{
    public static readonly EndsWithSession Mark = new();
}

internal static class EndsWithSessionExtensions
{
    /// <summary>
    /// For what waits: <see cref="HttpContext.RequestAborted"/>, which is also the handler's <see cref="CancellationToken"/>, is cancelled
    /// when the caller is no longer who they were (role, password, revoked, expired), too. Not for what is over at once: it costs
    /// a linked token a request.
    /// </summary>
    public static TBuilder EndsWithSession<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(Http.EndsWithSession.Mark));
        return endpoint;
    }
}
