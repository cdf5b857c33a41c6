namespace Portal.Operations.DeadLetters;

/// <summary>
/// The methods in the text of a .NET exception, innermost first, as a person wrote them: without arguments, generic arity, and
/// what the compiler makes of asynchronous methods, lambdas and local functions.
/// </summary>
internal static class StackFrames
{
    private const string At = "at ";
    private const string Constructor = "..ctor";

    // The plumbing of the portal, too: what called it says more about where something went wrong.
    private static readonly string[] _framework =
    [
        "System.", "Microsoft.", "Interop.", "Internal.", "SQLitePCL.", "Polly.", "Quartz.", "Npgsql.", "RabbitMQ.",
        "Messaging.", "Portal.Data.", "Portal.ThirdParties.",
    ];

    /// <summary>The first method that is not the framework's, or null.</summary>
    public static string? Top(IEnumerable<string> methods) =>
        methods.FirstOrDefault(method => !_framework.Any(prefix => method.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>All methods, each in its place.</summary>
    public static List<string> Methods(string? details)
    {
        var methods = new List<string>();
        foreach (var line in details.AsSpan().EnumerateLines())
        {
            var frame = line.Trim();
            if (!frame.StartsWith(At, StringComparison.Ordinal))
                continue;
            frame = frame[At.Length..];
            var end = frame.IndexOf('(');
            if (end > 0 && !frame[..end].Contains(' ') && Name(frame[..end]) is { Length: > 0 } name)
                methods.Add(name);
        }

        return methods;
    }

    private static string Name(ReadOnlySpan<char> method)
    {
        var generic = method.IndexOf('[');
        var text = (generic > 0 ? method[..generic] : method).ToString();
        var isConstructor = text.EndsWith(Constructor, StringComparison.Ordinal);
        if (isConstructor)
            text = text[..^Constructor.Length];
        var parts = new List<string>();
        foreach (var segment in Segments(text))
        {
            if (Written(segment) is { Length: > 0 } part)
                parts.Add(part);
        }

        // The state machine's only method stands for the method that it is of.
        if (parts is [.., "MoveNext"] && text.Contains('<', StringComparison.Ordinal))
            parts.RemoveAt(parts.Count - 1);
        return string.Join('.', parts) + (isConstructor ? Constructor : "");
    }

    /// <summary>Cuts at dots that are not within angle brackets.</summary>
    private static IEnumerable<string> Segments(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[i] is not ('.' or '+') || depth > 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    /// <summary><c>Type`1</c> is Type, <c>&lt;Method&gt;d__5</c> Method, <c>&lt;Method&gt;g__Local|3_0</c> Method.Local, and <c>&lt;&gt;c</c> nothing.</summary>
    private static string Written(string segment)
    {
        if (!segment.StartsWith('<'))
        {
            var arity = segment.IndexOf('`', StringComparison.Ordinal);
            return arity < 0 ? segment : segment[..arity];
        }

        var close = Closing(segment);
        if (close < 0)
            return segment;
        var inner = Written(segment[1..close]);
        var made = segment[(close + 1)..];
        if (inner.Length == 0 || !made.StartsWith("g__", StringComparison.Ordinal))
            return inner;
        var bar = made.IndexOf('|', StringComparison.Ordinal);
        return inner + "." + (bar < 0 ? made[3..] : made[3..bar]);
    }

    private static int Closing(string segment)
    {
        var depth = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            depth += segment[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }

        return -1;
    }
}
