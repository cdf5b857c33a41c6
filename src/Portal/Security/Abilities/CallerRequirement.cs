using Microsoft.AspNetCore.Authorization;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Abilities;

/// <summary>
/// What everything asks for that does not let strangers in: somebody, and to read, unless it is no GET and says what else it needs. So a key
/// that may only send does that and sees nothing.
/// </summary>
internal sealed class CallerRequirement : IAuthorizationRequirement
{
    /// <summary>All that the route asks for, in the order in which a refusal names it.</summary>
    public static IEnumerable<Ability> Needed(HttpContext context)
    {
        if (NeedsRead(context))
            yield return Ability.Read;
        foreach (var said in context.GetEndpoint()?.Metadata.GetOrderedMetadata<AbilityRequirement>() ?? [])
            yield return said.Ability;
    }

    public static bool NeedsRead(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
        || context.GetEndpoint()?.Metadata.GetMetadata<AbilityRequirement>() is null;
}
