using Microsoft.AspNetCore.Authorization;
using Portal.Client.Security;

namespace Portal.Http;

/// <summary>On an endpoint: who calls it must be able to. Attribute and requirement in one, so that the route says it itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AbilityRequirement(Ability ability) : Attribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Ability Ability { get; } = ability;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}
