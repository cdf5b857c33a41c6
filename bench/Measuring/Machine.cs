using System.Globalization;
using Messaging;

namespace Bench;

/// <summary>The conditions a figure was measured under: without them it says nothing.</summary>
internal static class Machine
{
    private static (long Stolen, long All)? _processors;

    public static void Describe() => Console.WriteLine(
        $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, SQLite {SqliteNative.Version} ({SqliteNative.Library})");

    /// <summary>The disk and what else runs, at this moment. Answers with the median milliseconds of an fdatasync.</summary>
    public static double Probe(string when, string directory)
    {
        var milliseconds = SyncProbe.MedianMilliseconds(directory);
        Console.WriteLine($"{when}: fdatasync of 4 KiB {milliseconds:0.000} ms, load average {LoadAverage()}{Stolen()}");
        return milliseconds;
    }

    /// <summary>Over the last minute; this bench is part of it.</summary>
    private static string LoadAverage() =>
        OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>What a host gave to others of the time that this virtual machine's processors had work, since the last probe (<c>proc(5)</c>, <c>steal</c>).</summary>
    private static string Stolen()
    {
        if (!OperatingSystem.IsLinux())
            return "";
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(time => long.Parse(time, CultureInfo.InvariantCulture)).ToList();
        var (before, now) = (_processors, (Stolen: times[7], All: times.Sum()));
        _processors = now;
        return before is { } then && now.All > then.All
            ? string.Create(CultureInfo.InvariantCulture, $", {100.0 * (now.Stolen - then.Stolen) / (now.All - then.All):0} % of the processors' time taken by other machines")
            : "";
    }

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
