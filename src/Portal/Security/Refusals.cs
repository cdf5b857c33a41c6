using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security;

/// <summary>What a program is told that may not come in: problem details, never a redirect to a page.</summary>
internal static class Refusals
{
    public static Task UnauthorizedAsync(HttpContext context) => WriteAsync(
        context, new Problem(401, "Not signed in", "Send a known API key as 'Authorization: Bearer <key>', or sign in at /sign-in."));

    public static Task ForbiddenAsync(HttpContext context) => WriteAsync(
        context, Problem.Forbidden(WhyNot(context) ?? "What you are signed in as does not allow this."));

    private static string? WhyNot(HttpContext context) => context.GetEndpoint()?.Metadata.GetOrderedMetadata<AbilityRequirement>()
        .Select(needed => Access.WhyNot(context.User, needed.Ability)).FirstOrDefault(why => why is not null);

    private static Task WriteAsync(HttpContext context, Problem problem) => problem.ToResult().ExecuteAsync(context);
}
