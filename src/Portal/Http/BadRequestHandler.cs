using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>Puts into words what was wrong with a request that could not even be read.</summary>
internal sealed class BadRequestHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        await ToProblem(bad).ToResult().ExecuteAsync(httpContext);
        return true;
    }

    private static Problem ToProblem(BadHttpRequestException bad) => (bad.StatusCode, bad.InnerException) switch
    {
        (StatusCodes.Status413PayloadTooLarge, _) => new Problem(413, "The body is too large", "The body is over the server's limit. Nothing was changed."),
        (StatusCodes.Status415UnsupportedMediaType, _) => new Problem(415, "The content type is not supported", "Send application/json."),
        (_, JsonException json) => Problem.Invalid(
            Field(json.Path), json.LineNumber is { } line ? $"is not valid JSON here (line {line + 1})" : "is not what is expected here"),
        _ => new Problem(bad.StatusCode, "The request is not valid", bad.Message),
    };

    /// <summary><c>$.lines[0].quantity</c> is the field <c>lines[0].quantity</c>; the root itself is the body.</summary>
    private static string Field(string? path) => path is null or "$" or "" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
}
