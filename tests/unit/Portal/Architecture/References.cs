using System.Reflection;
using System.Reflection.Emit;

namespace Unit.Portal.Architecture;

/// <summary>All types of the same assembly that a type uses: in its declaration, its members and the code of its methods.</summary>
internal static class References
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        foreach (var implemented in type.GetInterfaces())
            Add(found, implemented);
        Attributes(found, type);
        foreach (var field in type.GetFields(Declared))
        {
            Add(found, field.FieldType);
            Attributes(found, field);
        }

        foreach (var property in type.GetProperties(Declared))
            Add(found, property.PropertyType);
        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            Attributes(found, method);
            Add(found, (method as MethodInfo)?.ReturnType);
            foreach (var parameter in method.GetParameters())
                Add(found, parameter.ParameterType);
            if (method.GetMethodBody() is { } body)
                Code(found, method, body);
        }

        return found;
    }

    private static void Attributes(HashSet<Type> found, MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributesData())
        {
            Add(found, attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
                Add(found, argument.Value as Type);
        }
    }

    private static void Code(HashSet<Type> found, MethodBase method, MethodBody body)
    {
        foreach (var local in body.LocalVariables)
            Add(found, local.LocalType);
        foreach (var clause in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause))
            Add(found, clause.CatchType);
        var types = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var il = body.GetILAsByteArray()!;
        var at = 0;
        while (at < il.Length)
        {
            var opCode = il[at] == 0xFE ? _opCodes[(short)(0xFE00 | il[at + 1])] : _opCodes[il[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                Member(found, method.Module.ResolveMember(BitConverter.ToInt32(il, at), types, arguments));
            at += Length(opCode.OperandType, il, at);
        }
    }

    private static void Member(HashSet<Type> found, MemberInfo? member)
    {
        Add(found, member as Type ?? member?.DeclaringType);
        if (member is MethodInfo { IsGenericMethod: true } generic)
        {
            foreach (var argument in generic.GetGenericArguments())
                Add(found, argument);
        }

        Add(found, (member as MethodInfo)?.ReturnType);
        Add(found, (member as FieldInfo)?.FieldType);
    }

    private static int Length(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return;
        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        if (type.IsGenericType)
        {
            foreach (var argument in type.GetGenericArguments())
                Add(found, argument);
            type = type.GetGenericTypeDefinition();
        }

        found.Add(type);
    }
}
