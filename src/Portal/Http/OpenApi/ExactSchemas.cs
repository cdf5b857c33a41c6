using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Client.Live;

namespace Portal.Http.OpenApi;

/// <summary>
/// Schemas as a generator wants them. Numbers are numbers: that a number in quotes is also read is not promised. What is always in an
/// answer is required there, also where it can be null.
/// </summary>
internal sealed class ExactSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String) && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (schema is { Enum.Count: > 0, Type: null })
        {
            schema.Type = JsonSchemaType.String;
            if (schema.Enum.Any(value => value is null || value == JsonNullSentinel.JsonNull))
                schema.Type |= JsonSchemaType.Null;
        }

        if (schema.Properties is { Count: > 0 } properties && IsAnswer(context.JsonTypeInfo.Type))
            schema.Required = context.JsonTypeInfo.Properties.Where(p => p.ShouldSerialize is null && properties.ContainsKey(p.Name)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    /// <summary>What is only ever sent by the portal.</summary>
    private static bool IsAnswer(Type type) =>
        typeof(ILiveEntity).IsAssignableFrom(type)
        || type.Name.EndsWith("View", StringComparison.Ordinal)
        || type.Name is "ReceivedMessage" or "SentMessage" or "PublishedMessage" or "PublishedBatch" or "PurgeResult" or "StateReason"
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Client.Contracts.Page<>));
}
