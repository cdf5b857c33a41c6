using Microsoft.AspNetCore.Authorization;
using Portal.Client.Security;

namespace Portal.Security.Abilities;

internal sealed class CallerHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.Requirements)
        {
            if (requirement is CallerRequirement && IsMet(context))
                context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private static bool IsMet(AuthorizationHandlerContext context)
    {
        var needsRead = context.Resource is not HttpContext request || CallerRequirement.NeedsRead(request);
        return context.User.Identity?.IsAuthenticated == true && (!needsRead || Access.WhyNot(context.User, Ability.Read) is null);
    }
}
