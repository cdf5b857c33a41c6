namespace Portal.Client.DeadLetters.Detail;

/// <summary>
/// An exception's text in parts: what it says, frames of the application, and runs of frames of the framework, which are folded
/// because the cause is seldom in them.
/// </summary>
internal static class StackLines
{
    private static readonly string[] Framework = ["System.", "Microsoft.", "Messaging.", "Polly.", "Quartz.", "Npgsql.", "lambda_method"];

    public static IReadOnlyList<StackPart> Parse(string text)
    {
        List<StackPart> parts = [];
        List<string> run = [];
        StackPartKind? kind = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var own = KindOf(line, kind);
            if (own != kind && run.Count > 0) End();
            kind = own;
            run.Add(line);
        }

        End();
        return parts;

        void End()
        {
            if (run.Any(line => line.Length > 0)) parts.Add(new StackPart(kind!.Value, [.. run]));
            run = [];
        }
    }

    private static StackPartKind KindOf(string line, StackPartKind? before)
    {
        var trimmed = line.TrimStart();
        if (trimmed.StartsWith("at ", StringComparison.Ordinal))
        {
            var method = trimmed.AsSpan(3);
            foreach (var prefix in Framework)
            {
                if (method.StartsWith(prefix, StringComparison.Ordinal)) return StackPartKind.Framework;
            }

            return StackPartKind.Own;
        }

        // "--- End of stack trace from previous location ---" belongs to the frames it stands between.
        return trimmed.StartsWith("---", StringComparison.Ordinal) ? before ?? StackPartKind.Framework : StackPartKind.Message;
    }
}

internal enum StackPartKind
{
    /// <summary>Type and message of an exception, or of an inner one.</summary>
    Message,

    /// <summary>Frames of whoever wrote the handler.</summary>
    Own,

    /// <summary>Frames of the runtime, of libraries and of the broker.</summary>
    Framework,
}

internal sealed record StackPart(StackPartKind Kind, IReadOnlyList<string> Lines);
