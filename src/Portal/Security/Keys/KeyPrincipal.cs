using System.Security.Claims;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Security.Sessions;

namespace Portal.Security.Keys;

/// <summary>
/// A program with a key: made once for each key and again when its owner's role changes, shared by all requests with it. Never
/// change one.
/// </summary>
internal sealed class KeyPrincipal(ClaimsIdentity identity, Session session) : ClaimsPrincipal(identity)
{
    public const string BootstrapId = "bootstrap";

    public Session Session { get; } = session;

    public static KeyPrincipal Bootstrap { get; } = Of(BootstrapId, "bootstrap key", FirstAdministrator.Name, Access.Scopes, Access.Administrator, Session.Endless);

    public static KeyPrincipal Of(string id, string name, string owner, IEnumerable<Ability> scopes, string role, Session session) => new(
        new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, name),
                new Claim(KeyClaims.Id, id),
                new Claim(KeyClaims.Owner, owner),
                new Claim(ClaimTypes.Role, role),
                .. scopes.Select(scope => new Claim(KeyClaims.Scope, WireName.Of(scope))),
            ],
            ApiKeyHandler.SchemeName),
        session);
}
