using Portal.Client.Api;

namespace Portal.Http.OpenApi;

/// <summary>The description of the calls at <c>/openapi/v1.json</c>, for people and for generators of clients.</summary>
internal static class OpenApiSetup
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddSingleton<IApiDescription, CallCatalogue>().AddOpenApi(options =>
    {
        // The sandbox's third parties have interfaces of their own, which are not the portal's.
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer<PortalDocument>();
        options.AddOperationTransformer<OperationWords>();
        options.AddSchemaTransformer<ExactSchemas>();
    });
}
