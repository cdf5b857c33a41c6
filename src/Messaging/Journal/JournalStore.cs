namespace Messaging;

/// <summary>
/// <c>journal.db</c> as the journal's own thread sees it: the one connection that writes and checkpoints it. Commits do not
/// wait for the disk (<c>synchronous=NORMAL</c>): a crash of the system takes the newest batches and damages nothing.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    private const int SweepChunk = 500;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _gap;
    private readonly SqliteStatement _sweep;

    /// <exception cref="StoreDamagedException">The file is no database, or a damaged one.</exception>
    /// <exception cref="InvalidDataException">The file is of a later version.</exception>
    public JournalStore(string path)
    {
        try
        {
            _connection = SqliteConnection.Open(path, readOnly: false);
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            throw new StoreDamagedException(path, e.Message, e);
        }

        try
        {
            _connection.Execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000;");
            JournalSchema.Migrate(_connection);
            _insert = _connection.Prepare(
                "INSERT INTO record (seq, message_id, type, correlation_id, causation_id, entries) VALUES (?, ?, ?, ?, ?, ?)");
            _gap = _connection.Prepare("INSERT INTO gap (to_at, from_at, lost) VALUES (?, ?, ?)");
            _sweep = _connection.Prepare(
                $"DELETE FROM record WHERE seq <= (SELECT MAX(seq) FROM (SELECT seq FROM record WHERE seq < ? ORDER BY seq LIMIT {SweepChunk}))");
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            _connection.Dispose();
            throw new StoreDamagedException(path, e.Message, e);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The sequence of the newest record; its later entries may have a few more.</summary>
    public long LastSequence => _connection.Scalar("SELECT COALESCE(MAX(seq), 0) FROM record");

    /// <summary>Says that the journal is open from now on; when it was not closed before, that leaves a gap.</summary>
    public void Open(long now)
    {
        var lastWritten = JournalSequence.Time(LastSequence);
        _connection.Execute("BEGIN IMMEDIATE");
        if (_connection.Scalar("SELECT closed_at IS NULL FROM state") == 1)
            _gap.Bind(1, now).Bind(2, Math.Max(lastWritten, _connection.Scalar("SELECT opened_at FROM state"))).Bind(3, (long?)null).Run();
        _connection.Execute($"UPDATE state SET closed_at = NULL, opened_at = {now}; COMMIT");
    }

    public void Write(ReadOnlySpan<JournalRecord> records, JournalGap? gap)
    {
        Span<byte> message = stackalloc byte[JournalId.MaxLength];
        Span<byte> correlation = stackalloc byte[JournalId.MaxLength];
        Span<byte> causation = stackalloc byte[JournalId.MaxLength];
        _connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var record in records)
            {
                _insert.Bind(1, record.Sequence).Bind(2, JournalId.Write(record.MessageId, message)).Bind(3, record.Type);
                BindId(4, record.CorrelationId, correlation);
                BindId(5, record.CausationId, causation);
                _insert.Bind(6, record.Entries).Run();
            }

            if (gap is not null)
                _gap.Bind(1, gap.To.ToUnixTimeMilliseconds()).Bind(2, gap.From.ToUnixTimeMilliseconds()).Bind(3, gap.Lost).Run();
            _connection.Execute("COMMIT");
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Deletes some of what is older than <paramref name="before"/>, in one short transaction. False when none is left.</summary>
    public bool Sweep(long before)
    {
        var deleted = _sweep.Bind(1, JournalSequence.Of(before)).Run();
        if (deleted == 0)
            _connection.Execute($"DELETE FROM gap WHERE to_at < {before}");
        return deleted > 0;
    }

    /// <summary>Says that nothing is missing at the end.</summary>
    public void Close(long now) => _connection.Execute($"UPDATE state SET closed_at = {now}");

    public void Dispose() => _connection.Dispose();

    private static bool IsDamage(SqliteException e) => (e.Code & 0xFF) is 11 or 26; // SQLITE_CORRUPT, SQLITE_NOTADB

    private void BindId(int index, string? id, Span<byte> buffer)
    {
        if (id is null)
            _insert.Bind(index, (string?)null);
        else
            _insert.Bind(index, JournalId.Write(id, buffer));
    }

    private void Rollback()
    {
        try
        {
            if (_connection.InTransaction)
                _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The one that led here is thrown.
        }
    }
}
