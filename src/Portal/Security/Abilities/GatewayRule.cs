using System.Collections.Concurrent;
using System.Reflection;
using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Security.Abilities;

/// <summary>What a member of a gateway says about who may call it, and how a refusal is answered.</summary>
/// <param name="IsOpen">It only reads, and answers with nothing that could carry a refusal.</param>
/// <param name="IsRead">It only reads.</param>
/// <param name="Ability">What it needs; where it says nothing at all, the highest there is.</param>
/// <param name="Guard">Calls it or refuses, in its own type of answer; null where that cannot carry a refusal.</param>
internal sealed record GatewayRule(bool IsOpen, bool IsRead, Ability Ability, Func<GatewayCall, object>? Guard)
{
    private static readonly ConcurrentDictionary<MethodInfo, GatewayRule> _known = new();

    public static GatewayRule Of(MethodInfo method) => _known.GetOrAdd(method, Read);

    public static bool IsSaid(MethodInfo method) => ReadOf(method) is not null || method.IsDefined(typeof(NeedsAttribute));

    private static GatewayRule Read(MethodInfo method)
    {
        var guard = GuardFor(method.ReturnType);
        return ReadOf(method) is { } read
            ? new GatewayRule(guard is null && read.IsForAll, true, read.Ability, guard)
            : new GatewayRule(false, false, method.GetCustomAttribute<NeedsAttribute>()?.Ability ?? Ability.Administer, guard);
    }

    private static ReadsAttribute? ReadOf(MethodInfo method) =>
        method.GetCustomAttribute<ReadsAttribute>()
        ?? (method.IsSpecialName ? method.DeclaringType!.GetProperties().FirstOrDefault(p => p.GetMethod == method)?.GetCustomAttribute<ReadsAttribute>() : null);

    private static Func<GatewayCall, object>? GuardFor(Type answer)
    {
        var isTask = answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Task<>);
        var outcome = isTask ? answer.GetGenericArguments()[0] : answer;
        if (!outcome.IsGenericType || outcome.GetGenericTypeDefinition() != typeof(Outcome<>))
            return null;
        var guard = typeof(GatewayRule).GetMethod(isTask ? nameof(GuardAsync) : nameof(GuardNow), BindingFlags.NonPublic | BindingFlags.Static)!;
        return guard.MakeGenericMethod(outcome.GetGenericArguments()).CreateDelegate<Func<GatewayCall, object>>();
    }

    private static async Task<Outcome<T>> GuardAsync<T>(GatewayCall call)
        where T : class =>
        await WhyNotAsync(call.Person, call.Rule.Ability) is { } why ? await call.RefuseAsync(why) : await call.RunAsync<T>();

    private static Outcome<T> GuardNow<T>(GatewayCall call)
        where T : class
    {
        // Who is in a circuit is known before its first component is made: nothing is waited for here.
        var known = WhyNotAsync(call.Person, call.Rule.Ability);
        var why = known.IsCompletedSuccessfully ? known.Result : "Who you are is not known yet. Try again.";
        return why is null ? call.Run<T>() : call.Refuse(why);
    }

    private static async ValueTask<string?> WhyNotAsync(CurrentPerson person, Ability ability) =>
        await person.FindAsync() is { } somebody ? Access.WhyNot(somebody, ability) : null;
}
