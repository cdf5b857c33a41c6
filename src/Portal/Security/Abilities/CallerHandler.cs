using Microsoft.AspNetCore.Authorization;
using Portal.Client.Security;

namespace Portal.Security.Abilities;

internal sealed class CallerHandler : AuthorizationHandler<CallerRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerRequirement requirement)
    {
        var needsRead = context.Resource is not HttpContext request || CallerRequirement.NeedsRead(request);
        if (context.User.Identity?.IsAuthenticated == true && (!needsRead || Access.WhyNot(context.User, Ability.Read) is null))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
