namespace Portal.Compute.Processes;

/// <summary>Some fields of <c>/proc/{pid}/stat</c>.</summary>
/// <param name="State">Field 3: R, S, D, T, Z, …</param>
/// <param name="Group">Field 5: the process group.</param>
/// <param name="StartTime">Field 22: clock ticks from the boot to the start.</param>
internal sealed record ProcStat(char State, int Group, long StartTime)
{
    public bool HasEnded => State is 'Z' or 'X' or 'x';
}
