using Microsoft.AspNetCore.Authorization;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Abilities;

internal sealed class AbilityHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.Requirements)
        {
            if (requirement is AbilityRequirement needed && Access.WhyNot(context.User, needed.Ability) is null)
                context.Succeed(needed);
        }

        return Task.CompletedTask;
    }
}
