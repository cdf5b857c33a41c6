using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Data;

namespace Portal.Security.Audit.Storing;

/// <summary>Rows in the order of <see cref="AuditSchema.Columns"/>, the hash last.</summary>
internal static class AuditRows
{
    private static readonly Dictionary<string, string> _none = [];

    /// <summary>What begins an action, as its end repeats it.</summary>
    public static AuditRecord Begun(SqliteDataReader row) => new()
    {
        Begun = row.GetInt64(0),
        Action = row.GetString(3),
        TargetKind = row.TextOrNull(4),
        Target = row.TextOrNull(5),
        By = new AuditSubject(WireName.Parse<AuditActor>(row.GetString(6)) ?? AuditActor.Stranger, row.GetString(7), row.TextOrNull(8), row.TextOrNull(9)),
        Arguments = row.TextOrNull(10),
        Before = row.TextOrNull(11),
        From = new AuditOrigin(
            WireName.Parse<AuditVia>(row.GetString(17)) ?? AuditVia.Portal, row.TextOrNull(18), row.TextOrNull(19), row.TextOrNull(20), row.TextOrNull(21)),
    };

    public static AuditEntry Entry(SqliteDataReader row) => new(
        row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        row.GetString(3),
        row.TextOrNull(4),
        row.TextOrNull(5),
        row.GetString(7),
        WireName.Parse<AuditActor>(row.GetString(6)) ?? AuditActor.Stranger,
        row.TextOrNull(8),
        row.TextOrNull(9),
        WireName.Parse<AuditOutcome>(row.TextOrNull(13)) ?? AuditOutcome.Interrupted,
        row.IsDBNull(14) ? null : row.GetInt32(14),
        row.TextOrNull(15),
        row.IsDBNull(16) ? null : row.GetInt64(16),
        Facts(row.TextOrNull(10)),
        Facts(row.TextOrNull(11)),
        Facts(row.TextOrNull(12)),
        WireName.Parse<AuditVia>(row.GetString(17)) ?? AuditVia.Portal,
        row.TextOrNull(18),
        row.TextOrNull(19),
        row.TextOrNull(20),
        row.TextOrNull(21),
        AuditHash.Text(row.GetFieldValue<byte[]>(22)));

    /// <summary>What the hash is made of.</summary>
    public static object?[] Values(SqliteDataReader row)
    {
        var values = new object?[AuditSchema.Columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return values;
    }

    private static Dictionary<string, string> Facts(string? json)
    {
        if (json is null)
            return _none;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? _none;
        }
        catch (JsonException)
        {
            return new() { ["unreadable"] = json }; // somebody changed it: the page shows it all the same
        }
    }
}
