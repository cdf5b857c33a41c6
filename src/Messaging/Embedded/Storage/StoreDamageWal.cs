using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>
/// Reads a WAL as SQLite's recovery does (sqlite.org/fileformat.html, "The Write-Ahead Log"), and then on, beyond the first
/// frame that is not valid, where SQLite stops.
///
/// A frame that is not valid is normal at the end: a commit that a power cut interrupted. But a commit is only begun when the
/// one before it is synced. So a valid frame behind a later commit proves that the invalid one was once complete.
/// </summary>
internal sealed class StoreDamageWal : IDisposable
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const uint Magic = 0x377f0682;

    private readonly FileStream _file;
    private readonly byte[] _header = new byte[HeaderLength];
    private bool _isBigEndian;

    private StoreDamageWal(FileStream file) => _file = file;

    /// <summary>Null when there is no file, or it has no frame.</summary>
    public static StoreDamageWal? Open(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length > HeaderLength
            ? new StoreDamageWal(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20))
            : null;
    }

    /// <summary>Reads all of it: no more than was written since the last checkpoint, as a rule 32 MiB, with large messages up to 128.</summary>
    /// <param name="pageSize">Of the database.</param>
    /// <param name="applicationId">Of the database; a later one in the WAL counts.</param>
    public StoreDamageWalScan Scan(int pageSize, int applicationId)
    {
        _file.ReadExactly(_header);
        var magic = Word(_header, 0);
        _isBigEndian = (magic & 1) != 0;
        var checksum = Checksum(0, _header.AsSpan(0, 24));
        if ((magic & ~1u) != Magic || checksum != Stored(_header, 24) || Word(_header, 8) != (uint)pageSize)
            return new StoreDamageWalScan { Broken = "the header of its -wal is not valid" };

        var scan = new StoreDamageWalScan { Salts = Stored(_header, 16) };
        var frame = new byte[FrameHeaderLength + pageSize];
        var isBroken = false;
        var isCommittedSince = false;
        for (var number = 1; _file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; number++)
        {
            var isOfNow = Stored(frame, 8) == scan.Salts;
            var (page, commit, stored) = (Word(frame, 0), Word(frame, 4), Stored(frame, 16));
            var isValid = isOfNow && page != 0 && Checksum(Checksum(checksum, frame.AsSpan(0, 8)), frame.AsSpan(FrameHeaderLength)) == stored;
            checksum = stored; // the next is held against this one as it is, even if this one is not valid
            if (isValid && !isBroken)
            {
                scan.Add(page, commit, stored);
                if (page == 1)
                    applicationId = StoreDamage.ApplicationId(frame.AsSpan(FrameHeaderLength));
                continue;
            }

            if (isValid && isCommittedSince && applicationId == StoreDamage.WrittenFull)
            {
                scan.Broken = $"frame {scan.Valid + 1} of its -wal is broken, and later commits, up to frame {number} at least, would be lost";
                return scan;
            }

            isBroken = true;
            isCommittedSince |= isOfNow && commit != 0;
        }

        return scan;
    }

    public void Dispose() => _file.Dispose();

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);

    private static ulong Stored(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64BigEndian(bytes[offset..]);

    private ulong Checksum(ulong seed, ReadOnlySpan<byte> bytes) =>
        Checksum(seed, bytes, swap: _isBigEndian == BitConverter.IsLittleEndian);

    /// <summary>SQLite's checksum: of words in one byte order or the other, on from <paramref name="seed"/>.</summary>
    internal static ulong Checksum(ulong seed, ReadOnlySpan<byte> bytes, bool swap)
    {
        var (first, second) = ((uint)(seed >> 32), (uint)seed);
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            first += (swap ? BinaryPrimitives.ReverseEndianness(words[i]) : words[i]) + second;
            second += (swap ? BinaryPrimitives.ReverseEndianness(words[i + 1]) : words[i + 1]) + first;
        }

        return ((ulong)first << 32) | second;
    }
}
