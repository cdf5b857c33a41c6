using System.Reflection;
using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Security.Audit.Recording;

/// <summary>How the target of an action is read before it: with a <c>Find…</c> of the same gateway that answers with what the action answers with.</summary>
internal sealed class TargetReader
{
    private readonly MethodInfo _find;
    private readonly PropertyInfo? _ofFound;
    private readonly PropertyInfo? _ofAnswer;

    private TargetReader(MethodInfo find, PropertyInfo? ofFound, PropertyInfo? ofAnswer) => (_find, _ofFound, _ofAnswer) = (find, ofFound, ofAnswer);

    public static TargetReader? For(MethodInfo action)
    {
        if (Unwrap(action.ReturnType) is not { } answer)
            return null;
        foreach (var find in action.DeclaringType!.GetMethods().Where(IsFind))
        {
            var found = Unwrap(find.ReturnType) ?? find.ReturnType;
            if (found == answer)
                return new TargetReader(find, null, null);
            if (found.GetProperties().FirstOrDefault(p => p.PropertyType == answer) is { } part)
                return new TargetReader(find, part, null);
            if (answer.GetProperties().FirstOrDefault(p => p.PropertyType == found) is { } inner)
                return new TargetReader(find, null, inner);
        }

        return null;
    }

    public async Task<object?> ReadAsync(object gateway, string id)
    {
        object?[] arguments = _find.GetParameters().Length == 1 ? [id] : [id, CancellationToken.None];
        var answer = _find.Invoke(gateway, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (answer is Task task)
        {
            await task;
            answer = task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
        }

        if (answer?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Outcome<>))
            answer = type.GetProperty(nameof(Outcome<>.Value))!.GetValue(answer);
        return answer is null || _ofFound is null ? answer : _ofFound.GetValue(answer);
    }

    /// <summary>The part of the action's answer that is the target.</summary>
    public object? PartOf(object answer) => _ofAnswer is null ? answer : _ofAnswer.GetValue(answer);

    private static bool IsFind(MethodInfo method) =>
        method.Name.StartsWith("Find", StringComparison.Ordinal) && method.IsDefined(typeof(ReadsAttribute))
        && method.GetParameters() is [{ ParameterType: { } id }, .. var rest] && id == typeof(string)
        && (rest is [] || (rest is [{ ParameterType: { } token }] && token == typeof(CancellationToken)));

    private static Type? Unwrap(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            type = type.GetGenericArguments()[0];
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Outcome<>))
            type = type.GetGenericArguments()[0];
        return type.IsClass ? type : null;
    }
}
