using Portal.Client.Security;

namespace Portal.Http;

internal static class AbilityEndpointExtensions
{
    /// <summary>
    /// Every endpoint that changes something says what its caller must be able to; a program that cannot is told so with 403.
    /// What only reads needs nothing said: whoever is signed in may.
    /// </summary>
    public static TBuilder RequireAbility<TBuilder>(this TBuilder endpoint, Ability ability)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new AbilityRequirement(ability)));
        return endpoint;
    }
}
