using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bench;

/// <summary>
/// What one durable write costs on this disk at this moment, without any database: a write and fdatasync over a file that
/// has been written before, as a write-ahead log is once it has come round.
/// </summary>
internal sealed partial class SyncProbe : IDisposable
{
    private const int FileBytes = 8 * 1024 * 1024;

    private readonly SafeFileHandle _file;
    private byte[] _block = [];
    private long _offset;

    public SyncProbe(string directory)
    {
        _file = File.OpenHandle(Path.Combine(directory, "probe"), FileMode.Create, FileAccess.Write);
        RandomAccess.Write(_file, new byte[FileBytes], 0);
        Sync();
    }

    public static double MedianMilliseconds(string directory) => Measure(directory, 4096, 200).Percentile(50);

    /// <summary>So many writes of so many bytes, one after the other, or fewer when five seconds are over.</summary>
    public static Times Measure(string directory, int bytes, int writes)
    {
        using var probe = new SyncProbe(directory);
        var times = new Times(writes);
        var begin = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < writes && TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(5); i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            probe.Write(bytes);
            times.Add(TimeProvider.System.GetTimestamp() - start);
        }

        return times;
    }

    /// <summary>So many bytes, at most 8 MiB, behind those of before.</summary>
    public void Write(int bytes)
    {
        if (_block.Length != bytes)
        {
            _block = new byte[bytes];
            Random.Shared.NextBytes(_block);
        }

        if (_offset + bytes > FileBytes)
            _offset = 0;
        RandomAccess.Write(_file, _block, _offset);
        Sync();
        _offset += bytes;
    }

    public void Dispose() => _file.Dispose();

    private void Sync()
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(_file);
        else if (DataSync(_file) != 0)
            throw new IOException($"fdatasync: error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);
}
