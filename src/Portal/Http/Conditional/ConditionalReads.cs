using System.Text.Json;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Portal.Http.Conditional;

/// <summary>Every GET that answers with JSON has an <c>ETag</c>, and answers 304 to who has it already.</summary>
internal static class ConditionalReads
{
    private const string Json = "application/json; charset=utf-8";

    public static TBuilder WithConditionalReads<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(builder =>
        {
            // On reads only: a filter costs what sending a message has no time for.
            if (builder.Metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods is ["GET"]))
                builder.FilterFactories.Add((_, next) => async context => Conditional(context.HttpContext, await next(context)));
        });
        return endpoints;
    }

    private static object? Conditional(HttpContext http, object? result)
    {
        var answer = result;
        while (answer is INestedHttpResult nested)
            answer = nested.Result;
        if (answer is not IValueHttpResult { Value: { } value } || answer is IStatusCodeHttpResult { StatusCode: not (null or StatusCodes.Status200OK) })
            return result;

        var bytes = EntityTag.IsCounted(value) ? null : Bytes(http, value);
        var tag = bytes is null ? EntityTag.Of((Client.Live.ILiveEntity)value) : EntityTag.Of(bytes);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache"; // kept, but asked for each time
        if (EntityTag.IsKnown(http.Request, tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return bytes is null ? result : TypedResults.Bytes(bytes, Json);
    }

    private static byte[] Bytes(HttpContext http, object value) => JsonSerializer.SerializeToUtf8Bytes(
        value, value.GetType(), http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
}
