using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Diagnostics;

namespace Unit.Portal.Diagnostics;

public class A_line_of_the_log
{
    [Fact]
    public void Stays_one_line_whatever_somebody_is_called()
    {
        var lines = Write("Ann\r\n2026-01-01T00:00:00.000Z info Portal[1] admin signed in\u001b[2J\u2028x", null);

        var line = Assert.Single(lines);
        Assert.EndsWith(@" info Portal.Security[7] signed in: Ann\u000d\u000a2026-01-01T00:00:00.000Z info Portal[1] admin signed in\u001b[2J\u2028x", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_a_stack_trace_indented_and_escaped_as_well()
    {
        var lines = Write("Ann", new InvalidOperationException("first\nsecond\u001b"));

        Assert.Equal(3, lines.Length);
        Assert.Equal("    System.InvalidOperationException: first", lines[1]);
        Assert.Equal(@"    second\u001b", lines[2]);
    }

    private static string[] Write(string name, Exception? exception)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Information, "Portal.Security", new EventId(7), name, exception, (state, _) => "signed in: " + state);
        new EscapingConsoleFormatter(TimeProvider.System).Write(in entry, null, writer);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
