using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bench;

/// <summary>What one durable write of 4 KiB costs on this disk at this moment, without any database.</summary>
internal static partial class SyncProbe
{
    private const int Writes = 200;

    public static double MedianMilliseconds(string directory)
    {
        var path = Path.Combine(directory, "probe");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: 4096 * Writes);
        var page = new byte[4096];
        var times = new double[Writes];
        for (var i = 0; i < Writes; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            RandomAccess.Write(file, page, i * 4096L);
            Sync(file);
            times[i] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }

        return Median.Of(times);
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
