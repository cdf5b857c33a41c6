using System.Buffers.Binary;
using SQLitePCL;

namespace Messaging.Embedded;

/// <summary>
/// Refuses a damaged <c>broker.db</c> before anything of it is used. SQLite alone notices little at the start: a WAL that was
/// cut or changed it takes for one that ends earlier, and what was confirmed after that is gone without an error.
///
/// Found, whatever the size: a file that is no database or shorter than it says; a WAL that ends before what was confirmed
/// (after a kill, from the WAL's index), or that is broken before its last commit (<see cref="StoreDamageWal"/>); unreadable
/// schema. Up to 64 MiB, where it costs little: every page out of order (<c>quick_check</c>).
/// Not found: a changed byte inside of a stored value, since SQLite keeps no checksums of pages; and after a power cut, a
/// last transaction that is missing from the WAL, which looks as if it had never been confirmed.
/// </summary>
internal static class StoreDamage
{
    private const long QuickCheckBytes = 64L * 1024 * 1024;
    private const int ApplicationIdOffset = 68;

    /// <summary>In the file's header (<c>application_id</c>): every commit in the WAL was synced before the next one began.</summary>
    public const int WrittenFull = 0x504d4246; // "PMBF"

    private const int WrittenRelaxed = 0x504d4252; // "PMBR"

    /// <summary>
    /// Looks at the files themselves, before SQLite opens them for the first time in this process: closing a file drops all
    /// locks that the process has on it.
    /// </summary>
    /// <exception cref="StoreDamagedException">They are damaged.</exception>
    public static void CheckFiles(string path)
    {
        var journal = new FileInfo(path + "-journal");
        if (journal.Exists && journal.Length > 0)
            return; // it was being created; SQLite undoes that
        var file = new FileInfo(path);
        var header = StoreDamageHeader.Read(path, file);
        using var wal = StoreDamageWal.Open(path + "-wal");
        if (header is null)
        {
            if (wal is not null)
                throw new StoreDamagedException(path, "the file is missing or empty, but its -wal is there");
            return;
        }

        var found = wal?.Scan(header.PageSize, header.ApplicationId);
        if (found?.Broken is { } broken)
            throw new StoreDamagedException(path, broken);
        if (StoreDamageWalIndex.Read(path + "-shm") is { IsOfThisBoot: true } index && index.Missing(found) is { } missing)
            throw new StoreDamagedException(path, missing);
        header.CheckLength(path, file.Length, found);
    }

    /// <summary>Looks at the content through SQLite.</summary>
    /// <exception cref="StoreDamagedException">It is damaged.</exception>
    public static void CheckContent(SqliteConnection connection)
    {
        try
        {
            if (connection.Scalar("PRAGMA page_count") * connection.Scalar("PRAGMA page_size") <= QuickCheckBytes)
                QuickCheck(connection);
            else
                ReadEnds(connection);
        }
        catch (SqliteException e) when (Is(e))
        {
            throw From(e);
        }
    }

    /// <summary>
    /// Says in the file how durable its commits are from now on: only if every commit was synced, a WAL that is broken in its
    /// middle is a damaged one. The mark itself is synced, and the first commit that is not comes after it.
    /// </summary>
    public static void Mark(SqliteConnection connection, Durability durability)
    {
        var mark = durability == Durability.Full ? WrittenFull : WrittenRelaxed;
        if (connection.Scalar("PRAGMA application_id") == mark)
            return;
        connection.Execute($"PRAGMA synchronous=FULL; PRAGMA application_id={mark}");
        if (durability == Durability.Relaxed)
            connection.Execute("PRAGMA synchronous=NORMAL");
    }

    /// <summary>Whether SQLite's error says that the file is damaged.</summary>
    public static bool Is(SqliteException error) => (error.Code & 0xff) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    public static StoreDamagedException From(SqliteException error) => new(error.Path, error.Message, error);

    /// <summary>Whether the error says that a stored value is not as it was written.</summary>
    public static bool IsOfData(Exception error) => error is InvalidDataException or ArgumentException or IndexOutOfRangeException;

    /// <param name="path">The file.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">Its row.</param>
    /// <param name="error">What is wrong with it.</param>
    public static StoreDamagedException OfRow(string path, string table, long row, Exception error) =>
        new(path, $"row {row} of {table} cannot be read: {error.Message}", error);

    /// <summary>The mark of <see cref="Mark"/> in the first page.</summary>
    public static int ApplicationId(ReadOnlySpan<byte> firstPage) => BinaryPrimitives.ReadInt32BigEndian(firstPage[ApplicationIdOffset..]);

    private static void QuickCheck(SqliteConnection connection)
    {
        var check = connection.Prepare("PRAGMA quick_check(1)");
        var finding = check.Step() ? check.Text(0) : "ok";
        connection.Forget(check);
        if (finding != "ok")
            throw new StoreDamagedException(connection.Path, finding);
    }

    /// <summary>Reads the first and the last row of every table: the pages that will be written first.</summary>
    private static void ReadEnds(SqliteConnection connection)
    {
        var tables = new List<string>();
        var select = connection.Prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'");
        while (select.Step())
            tables.Add(select.Text(0));
        connection.Forget(select);
        foreach (var table in tables)
        {
            foreach (var order in new[] { "ASC", "DESC" })
                connection.Scalar($"SELECT length(CAST(rowid AS TEXT)) FROM \"{table}\" ORDER BY rowid {order} LIMIT 1");
        }
    }
}
