using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Portal.Client.Security;

namespace Portal.Security.Audit.Recording;

/// <summary>
/// What the audit calls a gateway's method, and where it finds what is worth recording: the target, the arguments, and how the target
/// was before. Read from the names, so that a new gateway is recorded without being registered as such.
/// </summary>
internal sealed class ActionDescription
{
    private static readonly ConcurrentDictionary<MethodInfo, ActionDescription> _known = new();

    private readonly string _name;
    private readonly ParameterInfo[] _parameters;
    private readonly int _target;
    private readonly TargetReader? _reader;

    private ActionDescription(MethodInfo method)
    {
        _parameters = method.GetParameters();
        _name = method.GetCustomAttribute<AuditedAttribute>()?.Action ?? $"{Subject(method.DeclaringType!)}.{Verb(method.Name)}";
        TargetKind = _name[.._name.IndexOf('.', StringComparison.Ordinal)];
        _target = Array.FindIndex(_parameters, p => p.ParameterType == typeof(string) && IsSaid(p));
        _reader = _target < 0 ? null : TargetReader.For(method);
    }

    public string TargetKind { get; }

    public static ActionDescription Of(MethodInfo method) => _known.GetOrAdd(method, static m => new ActionDescription(m));

    public string Name(object?[] arguments)
    {
        if (!_name.Contains('{', StringComparison.Ordinal))
            return _name;
        var name = _name;
        foreach (var (index, parameter) in _parameters.Index())
            name = name.Replace($"{{{parameter.Name}}}", Kebab(arguments[index]?.ToString() ?? "none"), StringComparison.Ordinal);
        return name;
    }

    /// <summary>The id that was asked for; null where the answer has it.</summary>
    public string? Target(object?[] arguments) => _target < 0 ? null : Facts.Short(arguments[_target] as string);

    /// <summary>Everything but the target itself.</summary>
    public Dictionary<string, string> Arguments(object?[] arguments)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, parameter) in _parameters.Index())
        {
            if (index != _target && IsSaid(parameter))
                Facts.Add(facts, IsBundle(parameter.ParameterType) ? null : parameter.Name, arguments[index]);
        }

        return facts;
    }

    /// <summary>How the target is now, or null where nobody can say.</summary>
    public async Task<Dictionary<string, string>?> ReadAsync(object gateway, object?[] arguments) =>
        _reader is null || arguments[_target] is not string id ? null : Describe(await _reader.ReadAsync(gateway, id));

    /// <summary>What the answer says of the target.</summary>
    public Dictionary<string, string> Answer(object value) => Describe(_reader?.PartOf(value) ?? value);

    private static Dictionary<string, string> Describe(object? value)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        Facts.Add(facts, null, value);
        return facts;
    }

    /// <summary>Who asks is known already, and better.</summary>
    private static bool IsSaid(ParameterInfo parameter) => parameter.Name != "by" && !Facts.HasSecret(parameter);

    /// <summary>Whether it is several arguments in one.</summary>
    private static bool IsBundle(Type type) => type.IsClass && type != typeof(string) && !type.IsArray;

    private static string Subject(Type gateway)
    {
        var name = gateway.Name.AsSpan(1);
        return Kebab(name.EndsWith("Gateway", StringComparison.Ordinal) ? name[..^"Gateway".Length].ToString() : name.ToString());
    }

    private static string Verb(string method) => Kebab(method.EndsWith("Async", StringComparison.Ordinal) ? method[..^"Async".Length] : method);

    /// <summary><c>DeadLetter</c> is <c>dead-letter</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
