namespace Messaging.Embedded;

/// <summary>
/// Brings what a WAL says to the disk before anything is confirmed on top of it.
///
/// After an fsync that failed, the system takes the pages that it could not write for clean: the WAL still reads as if they were
/// there, recovery takes an unconfirmed commit in them for a good one, and no later fsync will write them. A commit behind it
/// would be confirmed, and be lost in a power cut, since a WAL ends where it is broken. It makes no difference whether it was
/// this process that saw the error or the one before. So every byte is written again, which makes it dirty, and synced.
/// Nothing of it is changed: readers may go on.
/// </summary>
internal static class WalRewrite
{
    /// <summary>Reached when it is done.</summary>
    public const string Done = "broker-wal-rewritten";

    private const int BufferBytes = 1 << 20;

    /// <summary>Does nothing after a clean stop, which leaves no WAL; else the time to write what it has, as a rule up to 32 MiB.</summary>
    /// <exception cref="IOException">It could not be written or synced: it must not be used.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Run(string wal)
    {
        var file = new FileInfo(wal);
        if (!file.Exists || file.Length == 0)
            return;
        using (var handle = File.OpenHandle(wal, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            var buffer = new byte[BufferBytes];
            long offset = 0;
            while (RandomAccess.Read(handle, buffer, offset) is > 0 and var read)
            {
                RandomAccess.Write(handle, buffer.AsSpan(0, read), offset);
                offset += read;
            }

            RandomAccess.FlushToDisk(handle);
        }

        FaultPoint.Hit(Done);
    }
}
