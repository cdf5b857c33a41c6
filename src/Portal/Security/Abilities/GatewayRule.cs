using System.Collections.Concurrent;
using System.Reflection;
using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Security.Abilities;

/// <summary>What a member of a gateway says about who may call it, and how a refusal is answered.</summary>
/// <param name="IsOpen">It only reads, and answers with nothing that could carry a refusal.</param>
/// <param name="Ability">What it needs; where it says nothing at all, the highest there is.</param>
/// <param name="Guard">Calls it or refuses, in its own type of answer; null where that cannot carry a refusal.</param>
internal sealed record GatewayRule(bool IsOpen, Ability Ability, Func<CurrentPerson, Ability, Func<object?>, object>? Guard)
{
    private static readonly ConcurrentDictionary<MethodInfo, GatewayRule> _known = new();

    public static GatewayRule Of(MethodInfo method) => _known.GetOrAdd(method, Read);

    public static bool IsSaid(MethodInfo method) => Reads(method) || method.IsDefined(typeof(NeedsAttribute));

    private static GatewayRule Read(MethodInfo method)
    {
        var guard = GuardFor(method.ReturnType);
        return Reads(method)
            ? new GatewayRule(guard is null, Ability.Read, guard)
            : new GatewayRule(false, method.GetCustomAttribute<NeedsAttribute>()?.Ability ?? Ability.Administer, guard);
    }

    private static bool Reads(MethodInfo method) =>
        method.IsDefined(typeof(ReadsAttribute))
        || (method.IsSpecialName && method.DeclaringType!.GetProperties().Any(p => p.GetMethod == method && p.IsDefined(typeof(ReadsAttribute))));

    private static Func<CurrentPerson, Ability, Func<object?>, object>? GuardFor(Type answer)
    {
        var isTask = answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Task<>);
        var outcome = isTask ? answer.GetGenericArguments()[0] : answer;
        if (!outcome.IsGenericType || outcome.GetGenericTypeDefinition() != typeof(Outcome<>))
            return null;
        var guard = typeof(GatewayRule).GetMethod(isTask ? nameof(GuardAsync) : nameof(GuardNow), BindingFlags.NonPublic | BindingFlags.Static)!;
        return guard.MakeGenericMethod(outcome.GetGenericArguments()).CreateDelegate<Func<CurrentPerson, Ability, Func<object?>, object>>();
    }

    private static async Task<Outcome<T>> GuardAsync<T>(CurrentPerson person, Ability ability, Func<object?> call)
        where T : class =>
        await WhyNotAsync(person, ability) is { } why ? Problem.Forbidden(why) : await (Task<Outcome<T>>)call()!;

    private static Outcome<T> GuardNow<T>(CurrentPerson person, Ability ability, Func<object?> call)
        where T : class
    {
        // Who is in a circuit is known before its first component is made: nothing is waited for here.
        var known = WhyNotAsync(person, ability);
        var why = known.IsCompletedSuccessfully ? known.Result : "Who you are is not known yet. Try again.";
        return why is null ? (Outcome<T>)call()! : Problem.Forbidden(why);
    }

    private static async ValueTask<string?> WhyNotAsync(CurrentPerson person, Ability ability) =>
        await person.FindAsync() is { } somebody ? Access.WhyNot(somebody, ability) : null;
}
