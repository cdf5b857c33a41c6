using System.Reflection;
using Portal.Client.Contracts;
using Portal.Security.Audit.Recording;

namespace Portal.Security.Abilities;

/// <summary>A call of a gateway that not everybody may make, or that changes something.</summary>
internal sealed class GatewayCall(MethodInfo method, object gateway, object?[] arguments, GatewayRule rule, CurrentPerson person, GatewayAudit audit)
{
    public MethodInfo Method => method;

    /// <summary>The gateway itself, without its guard.</summary>
    public object Gateway => gateway;

    public object?[] Arguments => arguments;

    public GatewayRule Rule => rule;

    public CurrentPerson Person => person;

    public object? Invoke() => method.Invoke(gateway, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>Makes the call, on record where it changes something.</summary>
    public Task<Outcome<T>> RunAsync<T>()
        where T : class =>
        rule.IsRead ? (Task<Outcome<T>>)Invoke()! : audit.RunAsync(this, () => (Task<Outcome<T>>)Invoke()!);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Outcome<T> Run<T>()
        where T : class =>
        rule.IsRead ? (Outcome<T>)Invoke()! : Wait(() => audit.RunAsync(this, () => Task.FromResult((Outcome<T>)Invoke()!)));

    public async Task<Problem> RefuseAsync(string why)
    {
        var problem = Problem.Forbidden(why);
        await audit.RefusedAsync(this, problem);
        return problem;
    }

    /// <inheritdoc cref="RefuseAsync"/>
    public Problem Refuse(string why) => Wait(() => RefuseAsync(why));

    /// <summary>For the few methods that answer at once. On a thread of the pool: a circuit's own would wait for itself.</summary>
    private static T Wait<T>(Func<Task<T>> run) => Task.Run(run).GetAwaiter().GetResult();
}
