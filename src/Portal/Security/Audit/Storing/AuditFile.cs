using System.Globalization;
using Messaging;
using Microsoft.Data.Sqlite;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Data;

namespace Portal.Security.Audit.Storing;

/// <summary><c>audit.db</c> as the thread that writes it sees it: the one connection that writes and checkpoints (docs/adr/0004).</summary>
internal sealed class AuditFile : IDisposable
{
    /// <summary>An outcome that is there already is left as it is: one that was kept may have been written after all.</summary>
    private static readonly string _insert =
        $"INSERT INTO record ({AuditSchema.ColumnList}, hash) VALUES ({string.Join(", ", Enumerable.Range(1, AuditSchema.Columns.Count + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}")))})"
        + " ON CONFLICT (begun) WHERE begun IS NOT NULL DO NOTHING";

    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private readonly TimeProvider _time;
    private long _id;
    private long _at;
    private byte[] _hash = AuditHash.None;

    private AuditFile(SqliteConnection connection, TimeProvider time)
    {
        (_connection, _statements, _time) = (connection, new Statements(connection), time);
        ReadHead();
    }

    /// <summary>Opens the file, or makes it.</summary>
    public static AuditFile Open(string path, TimeProvider time)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA user_version";
            var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            if (version == 0)
                AuditSchema.Create(connection);
            else if (version != AuditSchema.Version)
                throw new InvalidDataException($"'{path}' has schema version {version}; this portal knows {AuditSchema.Version}.");
            return new AuditFile(connection, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => Sql("BEGIN IMMEDIATE").Run();

    /// <summary>Adds a record to the end of the chain; answers with its id, or with 0 when the outcome of what it ends is there already.</summary>
    public long Append(AuditRecord record)
    {
        // The clock may be set back; the order of times is the order of records all the same.
        var at = Math.Max(_at, _time.GetUtcNow().ToUnixTimeMilliseconds());
        object?[] values =
        [
            _id + 1, at, record.Begun, record.Action, record.TargetKind, record.Target, WireName.Of(record.By.Kind), record.By.Name, record.By.KeyId,
            record.By.Role, record.Arguments, record.Before, record.After, record.Outcome is { } outcome ? WireName.Of(outcome) : null, record.Status,
            record.Detail, record.Milliseconds, WireName.Of(record.From.Via), record.From.Address, record.From.Agent, record.From.RequestId,
            record.From.TraceId,
        ];
        var hash = AuditHash.Of(_hash, values);
        if (Sql(_insert).Run([.. values, hash]) == 0)
            return 0;
        (_id, _at, _hash) = (_id + 1, at, hash);
        return _id;
    }

    public void Commit()
    {
        FaultPoint.Hit("audit:before-commit");
        Sql("COMMIT").Run();
        FaultPoint.Hit("audit:after-commit");
    }

    /// <summary>
    /// Ends what the process before this one left begun: it was killed between an action and the record of its outcome, and nobody
    /// knows which of the two came about.
    /// </summary>
    public int CloseInterrupted()
    {
        var since = Sql("SELECT coalesce(max(id), 0) FROM record WHERE action = $1 AND outcome IS NOT NULL").Number(PortalActions.Start);
        var open = Sql($"""
            SELECT {AuditSchema.ColumnList} FROM record AS b WHERE outcome IS NULL AND id > $1
            AND NOT EXISTS (SELECT 1 FROM record AS e WHERE e.begun = b.id) ORDER BY id
            """).All(AuditRows.Begun, since);
        foreach (var record in open)
            Append(record with { Outcome = AuditOutcome.Interrupted, Detail = "The portal ended before the outcome was recorded. It may have happened or not." });
        return open.Count;
    }

    /// <summary>
    /// Deletes up to <paramref name="max"/> of the oldest records from before <paramref name="before"/>, and records that it did. The hash
    /// of the last one deleted is kept, in the record of the deletion too: the chain goes on from there.
    /// </summary>
    public long Retain(long before, int max)
    {
        var last = Sql("SELECT coalesce(max(id), 0) FROM (SELECT id FROM record WHERE at < $1 ORDER BY at, id LIMIT $2)").Number(before, max)!.Value;
        if (last == 0)
            return 0;
        var hash = Sql("SELECT hash FROM record WHERE id = $1").First(row => row.GetFieldValue<byte[]>(0), last)!;
        var said = Append(new AuditRecord
        {
            Action = PortalActions.Retain,
            TargetKind = "audit",
            Target = last.ToString(CultureInfo.InvariantCulture),
            By = AuditSubject.Portal,
            From = AuditOrigin.Portal,
            Arguments = PortalActions.RetainArguments(last, hash),
            Outcome = AuditOutcome.Done,
        });
        Sql("INSERT INTO retention (up_to, hash, record) VALUES ($1, $2, $3)").Run(last, hash, said);
        return Sql("DELETE FROM record WHERE id <= $1").Run(last);
    }

    /// <summary>The newest record, and its hash.</summary>
    public (long Id, string Hash) Head => (_id, AuditHash.Text(_hash));

    /// <summary>Without a commit, everything since <see cref="Begin"/> is undone.</summary>
    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private void ReadHead()
    {
        var head = Sql("SELECT id, at, hash FROM record ORDER BY id DESC LIMIT 1").All(row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
        if (head.Count > 0)
            (_id, _at, _hash) = head[0];
    }

    private Statement Sql(string sql) => _statements.Of(sql);
}
