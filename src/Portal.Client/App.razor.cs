using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Portal.Client.Layout;

namespace Portal.Client;

/// <summary>The root document. Rendered once per full page load, never in a circuit.</summary>
public partial class App
{
    // No prerendering: a page subscribes and loads once, in its circuit, instead of twice.
    private static readonly InteractiveServerRenderMode Interactive = new(prerender: false);

    [CascadingParameter]
    public HttpContext HttpContext { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Pages that set cookies need the HTTP response, so they stay static.</summary>
    private InteractiveServerRenderMode? PageMode => HttpContext.AcceptsInteractiveRouting() ? Interactive : null;

    // A path instead of an absolute address: right behind a proxy that ends TLS, too.
    private string BasePath => HttpContext.Request.PathBase.Add("/").Value!;

    private string Theme => ThemeCookie.Read(HttpContext.Request);

    /// <summary>Without a choice of the person both sheets are linked and the browser takes the one the system asks for.</summary>
    private string Media(string scheme) => Theme is ThemeCookie.Auto ? $"(prefers-color-scheme: {scheme})" : "all";
}
