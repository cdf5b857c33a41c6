using System.Reflection;

namespace Portal.Security.Abilities;

/// <summary>
/// A gateway as pages and endpoints have it: the same interface, and before each call that changes something the question
/// whether the person may. A page that forgets to disable a button is refused like any other.
/// </summary>
internal class GuardedGateway : DispatchProxy
{
    private object _gateway = null!;
    private CurrentPerson _person = null!;

    public static object Around(Type contract, object gateway, CurrentPerson person)
    {
        var guarded = (GuardedGateway)Create(contract, typeof(GuardedGateway));
        (guarded._gateway, guarded._person) = (gateway, person);
        return guarded;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var rule = GatewayRule.Of(targetMethod!);
        if (rule.IsOpen)
            return Call();
        return rule.Guard is { } guard
            ? guard(_person, rule.Ability, Call)
            : throw new UnauthorizedAccessException($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name} does not say who may call it.");

        object? Call() => targetMethod!.Invoke(_gateway, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
