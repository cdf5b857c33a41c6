using Portal.Compute.Processes;

namespace Portal.Compute.Figures;

/// <summary>
/// Adds up processes by their group: an instance leads a group of its own, and what it starts belongs to it. One look at
/// <c>/proc</c> serves all instances. The processor time of a child that has ended is in its parent's, so nothing is lost when
/// short-lived children come and go.
/// </summary>
internal static class ProcessGroups
{
    public static Dictionary<int, GroupUsage> Measure(IReadOnlySet<int> groups)
    {
        var usage = new Dictionary<int, GroupUsage>();
        foreach (var (_, stat) in ProcFileSystem.All())
        {
            if (stat.HasEnded || !groups.Contains(stat.Group))
                continue;
            var known = usage.GetValueOrDefault(stat.Group) ?? new GroupUsage(0, 0, 0);
            usage[stat.Group] = new GroupUsage(known.CpuTicks + stat.CpuTicks, known.ResidentPages + stat.ResidentPages, known.Processes + 1);
        }

        return usage;
    }
}
