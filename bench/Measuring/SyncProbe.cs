using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bench;

/// <summary>
/// What one durable write costs on this disk at this moment, without any database: a write and fdatasync over a file that
/// has been written before, as a write-ahead log is once it has come round.
/// </summary>
internal static partial class SyncProbe
{
    private const int FileBytes = 8 * 1024 * 1024;

    public static double MedianMilliseconds(string directory) => Measure(directory, 4096, 200).Percentile(50);

    /// <summary>So many writes of so many bytes, one after the other, or fewer when five seconds are over.</summary>
    public static Times Measure(string directory, int bytes, int writes)
    {
        var path = Path.Combine(directory, "probe");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var size = Math.Max(FileBytes, bytes);
        RandomAccess.Write(file, new byte[size], 0);
        Sync(file);
        var block = new byte[bytes];
        Random.Shared.NextBytes(block);
        var times = new Times(writes);
        long offset = 0;
        var begin = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < writes && TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(5); i++)
        {
            if (offset + bytes > size)
                offset = 0;
            var start = TimeProvider.System.GetTimestamp();
            RandomAccess.Write(file, block, offset);
            Sync(file);
            times.Add(TimeProvider.System.GetTimestamp() - start);
            offset += bytes;
        }

        return times;
    }

    private static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(file);
        else if (DataSync(file) != 0)
            throw new IOException($"fdatasync: error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);
}
