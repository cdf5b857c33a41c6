using System.Text;

namespace Portal.Operations.DeadLetters;

/// <summary>Lines of CSV (RFC 4180) that a spreadsheet shows and does not calculate.</summary>
internal static class Csv
{
    /// <summary>
    /// The fields as one line with its end. A field that a spreadsheet would take for a formula gets an apostrophe before it: what
    /// others wrote into a message must not run where somebody opens the file.
    /// </summary>
    public static string Line(params IEnumerable<string?> fields)
    {
        var line = new StringBuilder();
        foreach (var field in fields)
        {
            if (line.Length > 0)
                line.Append(',');
            Append(line, field ?? "");
        }

        return line.Append("\r\n").ToString();
    }

    private static void Append(StringBuilder line, string field)
    {
        if (field.AsSpan().TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..])
            field = "'" + field;

        // Always quoted: an empty first field would otherwise look like no field.
        line.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
