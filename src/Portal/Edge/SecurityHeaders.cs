namespace Portal.Edge;

/// <summary>
/// What browsers are told about every answer. Scripts come from the portal's own files only: no inline script, no handler in an
/// attribute, no eval. Styles as well, but attributes: a bar's length and a chart's width are numbers of the moment.
/// </summary>
/// <remarks>Content Security Policy Level 3, Fetch Metadata and the OWASP Secure Headers project.</remarks>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; worker-src 'none'; base-uri 'self'; "
        + "form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            headers.CacheControl = "private, no-cache"; // what one may see is not for the next at the same proxy
        return next(context);
    }
}
