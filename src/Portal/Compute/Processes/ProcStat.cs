namespace Portal.Compute.Processes;

/// <summary>Some fields of <c>/proc/{pid}/stat</c>.</summary>
/// <param name="State">Field 3: R, S, D, T, Z, …</param>
/// <param name="Group">Field 5: the process group.</param>
/// <param name="StartTime">Field 22: clock ticks from the boot to the start.</param>
/// <param name="CpuTicks">Fields 14 to 17: clock ticks of processor time, with those of the children it has waited for.</param>
/// <param name="ResidentPages">Field 24: pages in memory.</param>
internal sealed record ProcStat(char State, int Group, long StartTime, long CpuTicks = 0, long ResidentPages = 0)
{
    public bool HasEnded => State is 'Z' or 'X' or 'x';
}
