using Microsoft.AspNetCore.Authorization;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Abilities;

internal sealed class AbilityHandler : AuthorizationHandler<AbilityRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AbilityRequirement requirement)
    {
        if (Access.WhyNot(context.User, requirement.Ability) is null)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
