using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>
/// What is under lease, in a memory-mapped file beside the database: when the process is killed, the system still has it. So a
/// delivery is counted before its handler runs, without writing to the disk. Read at the next start by <see cref="CrashRecovery"/>.
///
/// Not synced: after a power cut it may be old or torn. A line of it then names a message that is gone, which is ignored, or
/// one that was leased at some time, whose attempt is counted once too often; neither loses anything.
/// It has room for <see cref="Capacity"/> leases; what is beyond is not noted, and counted when it fails, as far as it can.
/// </summary>
internal sealed unsafe class InFlightLedger : IDisposable
{
    /// <summary>Leases it has room for.</summary>
    public const int Capacity = 32768;

    private const long Magic = 0x3130_5247_444C_4650; // "PFLDGR01"
    private const int HeaderBytes = 64;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly InFlightLine* _lines;
    private readonly int[] _free = new int[Capacity];
    private readonly Lock _lock = new();
    private int _freeCount;

    public InFlightLedger(string path)
    {
        const long size = HeaderBytes + ((long)Capacity * InFlightLine.Bytes);
        Allocate(path, size);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, size);
        _view = _file.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _lines = (InFlightLine*)(start + HeaderBytes);
        Left = *(long*)start == Magic ? Read() : [];
        *(long*)start = Magic;
    }

    /// <summary>What was in flight when the process before this one ended without closing. Stays in the file until <see cref="Clear"/>.</summary>
    public IReadOnlyList<InFlightLine> Left { get; private set; }

    /// <summary>Notes one message; answers with its line, or 0 when there is no room.</summary>
    public int Add(InFlightState state, long queueId, long sequence, int attempts)
    {
        if (Reserve(stackalloc int[1]) is not [var line])
            return 0;
        Set(line, state, queueId, sequence, attempts);
        return line;
    }

    /// <summary>Lines for leases, to be written with <see cref="Set(int, InFlightState, long, long, int)"/>; fewer where there is no room for all.</summary>
    public ReadOnlySpan<int> Reserve(Span<int> lines)
    {
        lock (_lock)
        {
            var count = Math.Min(lines.Length, _freeCount);
            _freeCount -= count;
            _free.AsSpan(_freeCount, count).CopyTo(lines);
            return lines[..count];
        }
    }

    /// <summary>Notes a lease.</summary>
    public void Set(int line, InFlightState state, long queueId, long sequence, int attempts)
    {
        // The state last: a line is either empty or whole.
        var place = _lines + line - 1;
        place->QueueId = queueId;
        place->Sequence = sequence;
        place->Attempts = attempts;
        Volatile.Write(ref *(int*)&place->State, (int)state);
    }

    public void Set(int line, InFlightState state)
    {
        if (line > 0)
            Volatile.Write(ref *(int*)&(_lines + line - 1)->State, (int)state);
    }

    /// <summary>The lease has ended, and what became of the message is on the disk.</summary>
    public void Remove(int line)
    {
        if (line > 0)
            Remove([line]);
    }

    /// <summary>The leases have ended, and what became of the messages is on the disk.</summary>
    public void Remove(ReadOnlySpan<int> lines)
    {
        foreach (var line in lines)
            Set(line, InFlightState.None);
        lock (_lock)
        {
            lines.CopyTo(_free.AsSpan(_freeCount));
            _freeCount += lines.Length;
        }
    }

    /// <summary>Nothing is in flight: what was left has been dealt with, or every lease has ended and the process lives.</summary>
    public void Clear()
    {
        Left = [];
        lock (_lock)
        {
            new Span<InFlightLine>(_lines, Capacity).Clear();
            for (var i = 0; i < Capacity; i++)
                _free[i] = Capacity - i;
            _freeCount = Capacity;
        }
    }

    /// <summary>Closes the file as it is. After <see cref="Clear"/> nothing that is still leased will be suspected.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>
    /// Gives the file its blocks. Without them it would be a hole, and writing to a hole through memory, on a full disk, is not an
    /// error but the end of the process (SIGBUS).
    /// </summary>
    /// <exception cref="DiskFullException">There is no room for it.</exception>
    private static void Allocate(string path, long size)
    {
        const int diskFull = 28; // ENOSPC; on Windows there are no holes unless asked for
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Seek(0, SeekOrigin.End);
            if (file.Position < size)
                file.Write(new byte[size - file.Position]);
        }
        catch (IOException e) when (e.HResult == diskFull)
        {
            throw new DiskFullException(path, e);
        }
    }

    private List<InFlightLine> Read()
    {
        var left = new List<InFlightLine>();
        foreach (var line in MemoryMarshal.CreateReadOnlySpan(ref *_lines, Capacity))
        {
            if (line.State is not InFlightState.None)
                left.Add(line);
        }

        return left;
    }
}
