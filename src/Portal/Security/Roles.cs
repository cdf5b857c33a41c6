using Portal.Client.Security;

namespace Portal.Security;

/// <summary>Roles, each including the one before.</summary>
internal static class Roles
{
    public static IReadOnlyList<string> All { get; } = [Access.Viewer, Access.Operator, Access.Administrator];

    /// <summary>Higher for more; -1 for what is no role.</summary>
    public static int Rank(string? role) => role switch
    {
        Access.Viewer => 0,
        Access.Operator => 1,
        Access.Administrator => 2,
        _ => -1,
    };
}
