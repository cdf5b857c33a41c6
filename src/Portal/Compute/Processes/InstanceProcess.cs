namespace Portal.Compute.Processes;

/// <summary>
/// Which operating-system process an instance is. The system hands out a process id again once it is free, so the id alone
/// names nothing; with the start time, within one boot of the machine, it does.
/// </summary>
/// <param name="Pid">The process id.</param>
/// <param name="StartTime">Clock ticks from the boot to the start: field 22 of <c>/proc/{pid}/stat</c>.</param>
/// <param name="BootId">Which boot of the machine: <c>/proc/sys/kernel/random/boot_id</c>.</param>
internal sealed record InstanceProcess(int Pid, long StartTime, string BootId);
