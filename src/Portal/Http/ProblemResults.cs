using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>Renders refusals as RFC 9457 problem details.</summary>
internal static class ProblemResults
{
    public static ProblemHttpResult ToResult(this Problem problem) => TypedResults.Problem(
        problem.Detail,
        statusCode: problem.Status,
        title: problem.Title,
        extensions: problem.Errors is null ? null : new Dictionary<string, object?> { ["errors"] = problem.Errors });
}
