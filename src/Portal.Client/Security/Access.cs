using System.Security.Claims;
using Portal.Client.Contracts;

namespace Portal.Client.Security;

/// <summary>
/// Who may do what: the one place, for pages, endpoints, gateways and the hub. Roles, each including the one before (viewer,
/// operator, administrator), decide for people; scopes decide for API keys, and never beyond their owner's role.
/// </summary>
public static class Access
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    /// <summary>What an API key can be given: every ability but those of a person's own account.</summary>
    public static IReadOnlyList<Ability> Scopes { get; } = [.. Enum.GetValues<Ability>().Where(ability => ability is not Ability.OwnAccount)];

    /// <summary>Null when <paramref name="caller"/> may; otherwise why not, in words for beside the button.</summary>
    public static string? WhyNot(ClaimsPrincipal? caller, Ability ability)
    {
        if (caller is { Identity.IsAuthenticated: false })
            return "You are not signed in any more. Sign in again.";
        var needed = RoleFor(ability);
        if (caller is not null && KeyClaims.IsKey(caller))
        {
            if (ability is Ability.OwnAccount)
                return "An API key has no account. Sign in as a person.";
            if (!caller.HasClaim(KeyClaims.Scope, WireName.Of(ability)))
                return $"The API key lacks the scope {WireName.Of(ability)}.";
            return Has(caller, needed) ? null : $"Needs the role {needed}, which the owner of the API key does not have.";
        }

        return Has(caller, needed) ? null : $"Needs the role {needed}. Ask an administrator.";
    }

    public static string RoleFor(Ability ability) => ability switch
    {
        Ability.Read or Ability.OwnAccount => Viewer,
        Ability.Destroy or Ability.Administer => Administrator,
        _ => Operator,
    };

    public static bool Has(ClaimsPrincipal? person, string role) => role switch
    {
        _ when person is null => false,
        Viewer => person.Identity?.IsAuthenticated == true,
        Operator => person.IsInRole(Operator) || person.IsInRole(Administrator),
        _ => person.IsInRole(Administrator),
    };
}
