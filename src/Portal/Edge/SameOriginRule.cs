using Portal.Client.Contracts;
using Portal.Http;
using Portal.Security;

namespace Portal.Edge;

/// <summary>
/// Keeps other sites from acting through the browser of somebody who is signed in: whatever may change something, or opens a
/// WebSocket, has to come from the portal's own pages. Programs have no cookie that a browser adds for them, and say so by
/// their <c>Authorization</c>, or send no <c>Origin</c>.
/// </summary>
/// <remarks>
/// Beside SameSite=Lax, which lets sites of the same registrable domain pass, and other ports of this host. Fetch Metadata Request Headers
/// (W3C) first, the <c>Origin</c> of older browsers and of WebSockets second; the forms of static pages have their antiforgery token besides.
/// </remarks>
internal sealed class SameOriginRule(RequestDelegate next)
{
    private static readonly Problem _refusal = new(
        403, "Not from here", "A browser sent this for another site. Calls with a session cookie must come from the portal's own pages. Nothing was changed.");

    public Task InvokeAsync(HttpContext context) =>
        IsHarmless(context.Request) || IsFromHere(context.Request) ? next(context) : _refusal.ToResult().ExecuteAsync(context);

    private static bool IsHarmless(HttpRequest request)
    {
        if (ApiKeyHandler.IsPresent(request))
            return true; // then the cookie is not looked at; with any other Authorization it is
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        return isSafe && request.Headers.Upgrade.Count == 0; // over HTTP/2 a WebSocket comes as CONNECT
    }

    internal static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && HostString.FromUriComponent(from) is var there
            && string.Equals(there.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && (there.Port ?? from.Port) == (request.Host.Port ?? (request.IsHttps ? 443 : from.Port));
    }
}
