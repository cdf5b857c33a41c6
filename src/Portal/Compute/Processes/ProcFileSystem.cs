using System.Globalization;

namespace Portal.Compute.Processes;

/// <summary>What Linux tells about processes.</summary>
internal static class ProcFileSystem
{
    private static readonly Lazy<string> _bootId = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    public static string BootId => _bootId.Value;

    /// <summary>Whether this very process exists and has not ended. A zombie has: only its exit code is left.</summary>
    public static bool IsAlive(InstanceProcess process) =>
        process.BootId == BootId && Read(process.Pid) is { HasEnded: false } stat && stat.StartTime == process.StartTime;

    /// <summary>The process that has this id now, or null.</summary>
    public static ProcStat? Read(int pid)
    {
        if (pid <= 0)
            return null;
        try
        {
            return Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")));
        }
        catch (IOException)
        {
            // No such file; or ESRCH, when the process ends between open and read.
            return null;
        }
    }

    /// <summary>All processes there are at the moment, with their ids.</summary>
    public static IEnumerable<(int Pid, ProcStat Stat)> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } stat)
                yield return (pid, stat);
        }
    }

    /// <summary>The second field is the program's name in parentheses and may itself contain any character, so count from its end.</summary>
    internal static ProcStat? Parse(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20
            || !int.TryParse(fields[2], CultureInfo.InvariantCulture, out var group)
            || !long.TryParse(fields[19], CultureInfo.InvariantCulture, out var start))
            return null;
        return new ProcStat(fields[0][0], group, start, fields[11..15].Sum(Number), fields.Length > 21 ? Number(fields[21]) : 0);
    }

    private static long Number(string field) => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
