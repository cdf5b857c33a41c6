using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Portal.Client.Contracts;
using Portal.Http.Idempotency;
using Portal.Http.Waiting;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Portal.Http.OpenApi;

/// <summary>Completes the description of each call with what its endpoint's metadata says: headers, refusals, examples.</summary>
internal sealed class OperationWords(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    private const string ProblemJson = "application/problem+json";

    private JsonSerializerOptions Json => json.Value.SerializerOptions;

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var call = context.Description;
        var metadata = call.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!); // those of a record are called as its properties
        Examples(operation, call);
        if (metadata.OfType<IdempotentAttribute>().FirstOrDefault() is { } idempotent)
            Idempotent(operation, idempotent);
        if (metadata.OfType<WaitsAttribute>().Any())
            Waits(operation);
        if (call.HttpMethod == "GET" && operation.Responses.TryGetValue("200", out var ok) && ok is OpenApiResponse { Content.Count: > 0 } answer
            && answer.Content.ContainsKey("application/json"))
            Conditional(operation, answer);
        foreach (var (status, response) in operation.Responses)
        {
            if (response is OpenApiResponse own)
                Headers(own, status);
        }

        if (call.RelativePath == "api/events")
            operation.Parameters.Add(Header("Last-Event-ID", "The id of the last event that was seen; browsers send it by themselves.", "d4e0a47c-17"));
        await ProblemsAsync(operation, context, metadata, cancellationToken);
        if (metadata.OfType<AbilityRequirement>().FirstOrDefault() is { } needed)
            operation.Description = string.Join("\n\n", ((string?[])[operation.Description, $"Needs the scope {WireName.Of(needed.Ability)}."]).OfType<string>().Where(words => words.Length > 0));
    }

    private static OpenApiParameter Header(string name, string words, string example, bool isNumber = false) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = words,
        Schema = new OpenApiSchema { Type = isNumber ? JsonSchemaType.Number : JsonSchemaType.String },
        Example = isNumber ? JsonNode.Parse(example) : JsonValue.Create(example),
    };

    private static OpenApiHeader Answered(string words, string example) => new()
    {
        Description = words, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example),
    };

    private static void Idempotent(OpenApiOperation operation, IdempotentAttribute idempotent)
    {
        operation.Parameters!.Add(Header("Idempotency-Key", "Sent again with the same key and content it is done once, and answered the same. 1 to 255 visible ASCII characters.", "5f0b7c1e-order-17"));
        foreach (var (status, response) in operation.Responses!)
        {
            if (status[0] == '2' && response is OpenApiResponse own)
                (own.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["Idempotency-Replayed"] = Answered("'true' when it had been done before.", "true");
        }

        if (!idempotent.HeadersCount)
            return;

        // It takes a message, whatever that is.
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "Any body. CloudEvents 1.0: application/cloudevents+json, or headers ce-….",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = new OpenApiSchema(), Example = new JsonObject { ["hello"] = "world" } },
                ["text/plain"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create("hello") },
                ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
        foreach (var header in (OpenApiParameter[])
        [
            Header("Message-Id", "Default: a new one.", "01a1fe24396773c5a0d2cb2a4f1d8e90"),
            Header("Message-Type", "Default: untyped.", "greeting"),
            Header("Correlation-Id", "The conversation it belongs to.", "01a1fe2439677e93ba990f20d5973775"),
            Header("Reply-To", "The queue that awaits the reply.", "replies"),
            Header("Ordering-Key", "Messages of one key are handled one at a time, in order.", "customer-7"),
            Header("Delay", "Seconds before it is delivered.", "5", isNumber: true),
            Header("Time-To-Live", "Seconds after which it is no longer worth delivering.", "60", isNumber: true),
        ])
            operation.Parameters!.Add(header);
    }

    private static void Waits(OpenApiOperation operation)
    {
        operation.Parameters!.Add(Header("Prefer", $"'wait=N': answers when it is settled, or after N seconds, at most {Preference.LongestSeconds}.", "wait=10"));
        foreach (var (status, response) in operation.Responses!)
        {
            if (status[0] == '2' && response is OpenApiResponse own)
                (own.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["Preference-Applied"] = Answered("How long it would have waited.", "wait=10");
        }
    }

    private static void Conditional(OpenApiOperation operation, OpenApiResponse ok)
    {
        operation.Parameters!.Add(Header("If-None-Match", "An ETag that was answered before: 304 when it is still the same.", "\"eb0766-3\""));
        (ok.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["ETag"] = Answered("Changes with the answer.", "\"eb0766-3\"");
        operation.Responses!["304"] = new OpenApiResponse { Description = "Not Modified" };
    }

    private static void Headers(OpenApiResponse response, string status)
    {
        if (status is not ("201" or "202"))
            return;
        var headers = response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        headers["Location"] = Answered("Where to look.", "/api/orders/01a1fe2439677e93ba990f20d5973775");
        if (status == "202")
            headers["Retry-After"] = Answered("Seconds after which looking makes sense.", "1");
    }

    private static async Task ProblemsAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, IList<object> metadata, CancellationToken cancellationToken)
    {
        if (metadata.OfType<IAllowAnonymous>().Any())
            return;
        var path = context.Description.RelativePath ?? "";
        var takesInput = operation.RequestBody is not null || operation.Parameters!.Any(p => p.In is ParameterLocation.Query or ParameterLocation.Header);
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDescription), null, cancellationToken);
        var special = Special(path, metadata);
        var isKeyed = metadata.OfType<IdempotentAttribute>().Any();
        foreach (var (status, title, applies) in ((int, string, bool)[])
        [
            (400, "The request is not valid", takesInput),
            (401, "Not signed in", true),
            (403, "Not allowed", true),
            (404, "No such thing", path.Contains('{', StringComparison.Ordinal)),
            (409, "Not in the state for that, or the key is in use", isKeyed),
            (422, "The key belongs to another request", isKeyed),
            (429, "Too many requests", true),
            .. special.Select(one => (one.Status, one.Title, true)),
        ])
        {
            var name = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!applies && !operation.Responses!.ContainsKey(name))
                continue;
            operation.Responses![name] = new OpenApiResponse
            {
                Description = title,
                Headers = status == 429 ? new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["Retry-After"] = Answered("Seconds to wait.", "1") } : null,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [ProblemJson] = new() { Schema = schema, Example = new JsonObject { ["title"] = title, ["status"] = status } },
                },
            };
        }
    }

    /// <summary>Refusals that only some calls have.</summary>
    private static IEnumerable<(int Status, string Title)> Special(string path, IList<object> metadata)
    {
        if (path.StartsWith("api/leases", StringComparison.Ordinal))
            yield return (410, "The lease has ended");
        if (path.EndsWith("/requests", StringComparison.Ordinal))
            yield return (504, "No reply in time");
        if (metadata.OfType<IdempotentAttribute>().Any(keyed => keyed.HeadersCount))
        {
            yield return (413, "The message is too large");
            yield return (415, "The event format is not known");
            yield return (507, "The disk is full");
        }

        if (metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods is ["DELETE"]))
            yield return (409, "In use, or not in the status for that");
    }

    private void Examples(OpenApiOperation operation, ApiDescription call)
    {
        foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>())
        {
            var type = call.ParameterDescriptions.FirstOrDefault(p => p.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))?.Type;
            parameter.Example ??= OpenApi.Examples.Of(type ?? typeof(string), parameter.Name!, Json);
        }

        var body = call.ParameterDescriptions.FirstOrDefault(p => p.Source == BindingSource.Body)?.Type;
        if (body is not null && operation.RequestBody?.Content is { } taken && taken.TryGetValue("application/json", out var content))
            content.Example = RequestExamples.Of(body) ?? OpenApi.Examples.Of(body, Json);
        foreach (var answered in call.SupportedResponseTypes.Where(r => r.Type is not null && r.Type != typeof(void)))
        {
            var status = answered.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (operation.Responses!.TryGetValue(status, out var response) && response.Content is { } given && given.TryGetValue("application/json", out var shown))
                shown.Example ??= OpenApi.Examples.Of(answered.Type!, Json);
        }
    }
}
