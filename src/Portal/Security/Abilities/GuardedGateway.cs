using System.Reflection;
using Portal.Security.Audit.Recording;

namespace Portal.Security.Abilities;

/// <summary>
/// A gateway as pages and endpoints have it: the same interface, and before each call that changes something the question
/// whether the person may, and around it the record of the audit. A page that forgets to disable a button is refused like any other.
/// </summary>
internal class GuardedGateway : DispatchProxy
{
    private object _gateway = null!;
    private CurrentPerson _person = null!;
    private GatewayAudit _audit = null!;

    public static object Around(Type contract, object gateway, CurrentPerson person, GatewayAudit audit)
    {
        var guarded = (GuardedGateway)Create(contract, typeof(GuardedGateway));
        (guarded._gateway, guarded._person, guarded._audit) = (gateway, person, audit);
        return guarded;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var rule = GatewayRule.Of(targetMethod!);
        if (rule.IsOpen)
            return targetMethod!.Invoke(_gateway, BindingFlags.DoNotWrapExceptions, null, args, null);
        return rule.Guard is { } guard
            ? guard(new GatewayCall(targetMethod!, _gateway, args ?? [], rule, _person, _audit))
            : throw new UnauthorizedAccessException($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name} does not say who may call it.");
    }
}
