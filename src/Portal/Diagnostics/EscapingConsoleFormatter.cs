using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Portal.Diagnostics;

/// <summary>
/// One event a line, whatever a caller managed to get into it: control characters are written as <c>\u000a</c>, so that nobody
/// forges a second line or an escape sequence of the terminal (CWE-117). Only a stack trace has lines of its own, each indented.
/// </summary>
/// <remarks><c>2026-01-31T12:00:00.000Z info Portal.Sales[1204] words</c></remarks>
internal sealed class EscapingConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "portal";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        textWriter.Write('[');
        textWriter.Write(logEntry.EventId.Id);
        textWriter.Write("] ");
        Escape(logEntry.Formatter(logEntry.State, logEntry.Exception), textWriter);
        textWriter.Write('\n');
        if (logEntry.Exception is not { } exception)
            return;
        foreach (var line in exception.ToString().AsSpan().EnumerateLines())
        {
            textWriter.Write("    ");
            Escape(line, textWriter);
            textWriter.Write('\n');
        }
    }

    private static void Escape(ReadOnlySpan<char> text, TextWriter to)
    {
        foreach (var c in text)
        {
            // Line and paragraph separators, and the marks that turn the direction of writing, mislead readers as well.
            if (char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                to.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
            else
                to.Write(c);
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trce ",
        LogLevel.Debug => " dbug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " warn ",
        LogLevel.Error => " fail ",
        _ => " crit ",
    };
}
