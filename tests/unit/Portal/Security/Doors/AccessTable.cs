using Portal.Client.Security;

namespace Unit.Portal.Security.Doors;

/// <summary>Who may call what, by hand: null for everybody, strangers included.</summary>
internal static class AccessTable
{
    /// <summary>Routes after which whoever called has to sign in again.</summary>
    public static readonly IReadOnlySet<string> EndSessions = new HashSet<string>(StringComparer.Ordinal) { "PAGE /sign-out" };

    public static readonly IReadOnlyDictionary<string, Ability[]?> Routes = new Dictionary<string, Ability[]?>(StringComparer.Ordinal)
    {
    };
}
