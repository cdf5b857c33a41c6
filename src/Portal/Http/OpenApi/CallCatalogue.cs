using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Client.Api;

namespace Portal.Http.OpenApi;

/// <summary>The calls for the page of the API: from the same document that programs read, made once.</summary>
internal sealed class CallCatalogue(IServiceProvider services, EndpointDataSource endpoints) : IApiDescription
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<ApiCall>? _calls;

    /// <summary>Two who ask at once for the first time may both make it; either is right.</summary>
    public async Task<IReadOnlyList<ApiCall>> ReadAsync(CancellationToken cancellationToken) => _calls ??= await MakeAsync(cancellationToken);

    private async Task<IReadOnlyList<ApiCall>> MakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(cancellationToken);
        var abilities = endpoints.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, endpoint => endpoint.Metadata.GetMetadata<AbilityRequirement>()?.Ability, StringComparer.Ordinal);
        var order = document.Tags?.Select(tag => tag.Name).ToList() ?? [];
        return
        [
            .. document.Paths.SelectMany(path => (path.Value.Operations ?? []).Select(operation => ToCall(path.Key, operation.Key, operation.Value, abilities)))
                .OrderBy(call => order.IndexOf(call.Tag)).ThenBy(call => call.Path, StringComparer.Ordinal).ThenBy(call => call.Method, StringComparer.Ordinal),
        ];
    }

    private static ApiCall ToCall(string path, HttpMethod method, OpenApiOperation operation, Dictionary<string, Client.Security.Ability?> abilities) => new(
        operation.OperationId ?? path,
        method.Method,
        path,
        operation.Tags?.FirstOrDefault()?.Name ?? "Other",
        operation.Summary ?? "",
        operation.Description,
        abilities.GetValueOrDefault(operation.OperationId ?? ""),
        [.. (operation.Parameters ?? []).Select(p => new ApiParameter(p.Name ?? "", p.In?.ToString().ToLowerInvariant() ?? "query", p.Required, p.Description, Text(p.Example)))],
        operation.RequestBody is { Content: { Count: > 0 } content } body
            ? new ApiBody(content.First().Key, Indented(content.First().Value.Example) ?? "", body.Required)
            : null,
        [.. (operation.Responses ?? []).OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => ToAnswer(answer.Key, answer.Value))]);

    private static ApiAnswer ToAnswer(string status, IOpenApiResponse answer) => new(
        int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? status : "500",
        answer.Description ?? "",
        Indented(answer.Content?.Values.FirstOrDefault()?.Example));

    private static string Text(JsonNode? example) => example switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => example.ToJsonString(),
    };

    private static string? Indented(JsonNode? example) => example switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => example.ToJsonString(_indented),
    };
}
