using Portal.Client.Security;

namespace Portal.Client.Operations;

/// <summary>Who may start an operation, and so who may pause, resume and cancel it.</summary>
public static class OperationAccess
{
    public static Ability Needs(this OperationKind kind) => kind is OperationKind.Delete ? Ability.Destroy : Ability.ReplayDeadLetters;
}
