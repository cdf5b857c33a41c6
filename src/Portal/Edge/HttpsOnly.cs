using Microsoft.AspNetCore.Http.Extensions;

namespace Portal.Edge;

/// <summary>
/// Leads to HTTPS what the framework's redirection lets pass: it does not know the port where a proxy before the portal ends TLS, and
/// would answer over plain HTTP as if nothing had been asked of it. That port is the usual one. Probes of whether the portal is
/// well come from inside, by its own address, and are answered.
/// </summary>
internal sealed class HttpsOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsHttps || request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = UriHelper.BuildAbsolute("https", new HostString(request.Host.Host), request.PathBase, request.Path, request.QueryString);
        return Task.CompletedTask;
    }
}
