using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Client.Audit;
using Portal.Data;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Reading;

/// <summary>
/// Reads every record in order and makes its hash anew. Whoever changes, removes or puts in a record has to make every later one anew,
/// too, and then the newest hash is not the one that was written down elsewhere (the log has it at each start and each day).
/// </summary>
internal static class AuditVerification
{
    private const int LookEvery = 1_000;

    public static AuditCheck Run(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var (previous, last, why) = Beginning(connection);
        long records = 0;
        long first = 0;
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {AuditSchema.ColumnList}, hash FROM record ORDER BY id";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (records % LookEvery == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var values = AuditRows.Values(rows);
            var id = rows.GetInt64(0);
            why ??= id != last + 1 ? $"It should be {last + 1}: records before it are missing." : null;
            var hash = AuditHash.Of(previous, values);
            why ??= !hash.AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(AuditSchema.Columns.Count)) ? "Its content does not fit its hash, or the record before it was another." : null;
            if (why is not null)
                return new AuditCheck(false, records, Text(first), Text(last), AuditHash.Text(previous), Text(id), why);
            first = first == 0 ? id : first;
            (previous, last, records) = (hash, id, records + 1);
        }

        return new AuditCheck(why is null, records, Text(first), Text(last), AuditHash.Text(previous), null, why);
    }

    /// <summary>Where the chain begins: at nothing, or at the last record that retention has deleted, as the chain itself says.</summary>
    private static (byte[] Hash, long Id, string? Why) Beginning(SqliteConnection connection)
    {
        using var releases = Statement.Of(connection, "SELECT up_to, hash, record FROM retention ORDER BY up_to DESC LIMIT 1");
        var all = releases.All(row => (UpTo: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1), Record: row.GetInt64(2)));
        if (all.Count == 0)
            return (AuditHash.None, 0, null);
        var (upTo, hash, record) = all[0];
        using var said = Statement.Of(connection, "SELECT 1 FROM record WHERE id = $1 AND action = $2 AND arguments = $3");
        var isSaid = said.Any(record, PortalActions.Retain, PortalActions.RetainArguments(upTo, hash));
        return (hash, upTo, isSaid ? null : $"Records up to {upTo} were deleted, and no record {record} says so.");
    }

    private static string? Text(long id) => id == 0 ? null : id.ToString(CultureInfo.InvariantCulture);
}
