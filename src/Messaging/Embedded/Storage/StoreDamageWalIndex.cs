using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>
/// The head of a <c>-shm</c> file (sqlite.org/walformat.html), which knows how far the WAL was committed. It is memory: after a
/// kill it is as it was, after a power cut it may be of any time before. In the byte order of this machine.
/// </summary>
/// <param name="IsOfThisBoot">It was written since the system started, so that it is not from before a power cut.</param>
/// <param name="Frames">Frames that were committed.</param>
/// <param name="Checkpointed">The first of them that are in the database already.</param>
/// <param name="Checksum">The checksum of the last of them.</param>
/// <param name="Salts">The salts of the WAL it belongs to.</param>
internal sealed record StoreDamageWalIndex(bool IsOfThisBoot, uint Frames, uint Checkpointed, ulong Checksum, ulong Salts)
{
    private const int HeaderLength = 48;
    private const uint Version = 3007000;

    /// <summary>Null when there is none, or it is not whole.</summary>
    public static StoreDamageWalIndex? Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return null;
        var bytes = new byte[(2 * HeaderLength) + 4];
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1))
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                return null;
        }

        // Two copies, so that a reader can tell one that is being changed.
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        if (!bytes.AsSpan(0, HeaderLength).SequenceEqual(bytes.AsSpan(HeaderLength, HeaderLength)) || words[0] != Version)
            return null;
        if (StoreDamageWal.Checksum(0, bytes.AsSpan(0, 40), swap: false) != Pair(words[10], words[11]))
            return null;
        var started = TimeProvider.System.GetUtcNow() - TimeSpan.FromMilliseconds(Environment.TickCount64);
        return new StoreDamageWalIndex(
            file.LastWriteTimeUtc > started,
            words[4],
            words[24],
            Pair(words[6], words[7]),
            Pair(BigEndian(words[8]), BigEndian(words[9])));
    }

    /// <summary>What of the WAL is missing; null when nothing is.</summary>
    public string? Missing(StoreDamageWalScan? wal)
    {
        if (Frames == 0 || Frames <= Checkpointed)
            return null;
        var isThere = wal is not null && wal.Salts == Salts && wal.Valid >= Frames && wal.Checksums[(int)Frames - 1] == Checksum;
        return isThere
            ? null
            : $"its -wal was committed up to frame {Frames}, and is valid up to frame {(wal?.Salts == Salts ? wal.Valid : 0)}";
    }

    private static ulong Pair(uint first, uint second) => ((ulong)first << 32) | second;

    // Salts are copied here from the file as they are, and there they are big-endian.
    private static uint BigEndian(uint word) => BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word) : word;
}
