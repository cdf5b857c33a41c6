using System.Buffers.Binary;

namespace Messaging.Embedded;

/// <summary>The first 100 bytes of a database (sqlite.org/fileformat.html, "The Database Header").</summary>
/// <param name="PageSize">Bytes a page.</param>
/// <param name="Pages">Pages that the database has without its WAL; null where the header does not say.</param>
/// <param name="ApplicationId">The mark of <see cref="StoreDamage.Mark"/>.</param>
internal sealed record StoreDamageHeader(int PageSize, long? Pages, int ApplicationId)
{
    private const int Length = 100;

    /// <summary>Null when there is no file, or an empty one.</summary>
    /// <exception cref="StoreDamagedException">It is no database.</exception>
    public static StoreDamageHeader? Read(string path, FileInfo file)
    {
        if (!file.Exists || file.Length == 0)
            return null;
        var bytes = new byte[Length];
        int read;
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1))
            read = stream.ReadAtLeast(bytes, Length, throwOnEndOfStream: false);
        if (read < Length || !bytes.AsSpan().StartsWith("SQLite format 3\0"u8))
            throw new StoreDamagedException(path, "it does not begin as a SQLite database does");
        int size = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16));
        var pageSize = size == 1 ? 65536 : size;
        if (pageSize < 512 || !int.IsPow2(pageSize))
            throw new StoreDamagedException(path, $"its header gives a page size of {pageSize}");

        // The count is right where it was written by whoever changed the file last.
        var isCounted = bytes.AsSpan(24, 4).SequenceEqual(bytes.AsSpan(92, 4));
        long pages = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(28));
        return new StoreDamageHeader(pageSize, isCounted ? pages : null, StoreDamage.ApplicationId(bytes));
    }

    /// <summary>A page has to be in the file, or in the WAL.</summary>
    /// <exception cref="StoreDamagedException">One is in neither.</exception>
    public void CheckLength(string path, long length, StoreDamageWalScan? wal)
    {
        var inFile = length / PageSize;
        if ((wal?.Pages ?? Pages) is not { } needed)
            return;
        for (var page = inFile + 1; page <= needed; page++)
        {
            if (wal is null || !wal.Holds(page))
                throw new StoreDamagedException(path, $"it was cut off: page {page} of {needed} is missing, {length} bytes are there");
        }
    }
}
