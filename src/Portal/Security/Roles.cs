using Portal.Client.Security;

namespace Portal.Security;

/// <summary>Roles, each including the one before.</summary>
internal static class Roles
{
    public static IReadOnlyList<string> All { get; } = [Access.Viewer, Access.Operator, Access.Administrator];
}
