using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;
using Portal.Security.Abilities;

namespace Portal.Security;

/// <summary>What a program is told that may not come in: problem details, never a redirect to a page.</summary>
internal static class Refusals
{
    /// <param name="context">The request.</param>
    /// <param name="why">What was wrong with the key or the session that came with it; null when none did.</param>
    public static Task UnauthorizedAsync(HttpContext context, string? why = null)
    {
        const string way = "Send a known API key as 'Authorization: Bearer <key>', or sign in at /sign-in.";
        return WriteAsync(context, new Problem(401, "Not signed in", why is null ? way : $"{why} {way}"));
    }

    public static Task ForbiddenAsync(HttpContext context) => WriteAsync(
        context,
        Problem.Forbidden((Lacking(context) is { } lacking ? Access.WhyNot(context.User, lacking) : null) ?? "What you are signed in as does not allow this."));

    /// <summary>The first of what the route asks for that the caller may not.</summary>
    public static Ability? Lacking(HttpContext context) =>
        CallerRequirement.Needed(context).Where(needed => Access.WhyNot(context.User, needed) is not null).Cast<Ability?>().FirstOrDefault();

    private static Task WriteAsync(HttpContext context, Problem problem) => problem.ToResult().ExecuteAsync(context);
}
