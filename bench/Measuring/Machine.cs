using System.Globalization;
using Messaging;

namespace Bench;

/// <summary>The conditions a figure was measured under: without them it says nothing.</summary>
internal static class Machine
{
    public static void Describe() => Console.WriteLine(
        $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, SQLite {SqliteNative.Version} ({SqliteNative.Library})");

    /// <summary>The disk and what else runs, at this moment. Answers with the median milliseconds of an fdatasync.</summary>
    public static double Probe(string when, string directory)
    {
        var milliseconds = SyncProbe.MedianMilliseconds(directory);
        Console.WriteLine($"{when}: fdatasync of 4 KiB {milliseconds:0.000} ms, load average {LoadAverage()}");
        return milliseconds;
    }

    /// <summary>Over the last minute; this bench is part of it.</summary>
    private static string LoadAverage() =>
        OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Bytes this process has handed to write calls; 0 where that is not to be had.</summary>
    public static long BytesWritten() => OperatingSystem.IsLinux() ? NumberIn("/proc/self/io", "wchar:") : 0;

    /// <summary>Resident memory of this process: now (<c>VmRSS:</c>) or its highest (<c>VmHWM:</c>), in MiB.</summary>
    public static double ResidentMegabytes(string field = "VmHWM:") =>
        OperatingSystem.IsLinux() ? NumberIn("/proc/self/status", field) / 1024.0 : Environment.WorkingSet / 1048576.0;

    private static long NumberIn(string file, string field) =>
        long.Parse(
            File.ReadLines(file).First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture);
}
