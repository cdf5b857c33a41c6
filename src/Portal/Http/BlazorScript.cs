using Microsoft.Net.Http.Headers;

namespace Portal.Http;

/// <summary>Serves Blazor's browser script where the build had to embed it (build/BlazorScript.targets).</summary>
internal static class BlazorScript
{
    private const string Resource = "blazor.web.js";

    public static void MapBlazorScript(this IEndpointRouteBuilder routes)
    {
        var assembly = typeof(BlazorScript).Assembly;
        if (assembly.GetManifestResourceInfo(Resource) is null)
            return;
        var tag = new EntityTagHeaderValue($"\"{assembly.ManifestModule.ModuleVersionId:N}\"");
        routes.MapGet("/_framework/blazor.web.js", (HttpResponse response) =>
            {
                response.Headers.CacheControl = "no-cache";
                return TypedResults.Stream(assembly.GetManifestResourceStream(Resource)!, "text/javascript; charset=utf-8", entityTag: tag);
            })
            .AllowAnonymous()
            .ExcludeFromDescription();
    }
}
