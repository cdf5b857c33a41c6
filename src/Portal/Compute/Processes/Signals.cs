using System.Runtime.InteropServices;

namespace Portal.Compute.Processes;

/// <summary>Sends signals to a process that is known by more than its id.</summary>
internal static class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>
    /// To the process and, when it leads its group as every instance with a session of its own does, to all that it has
    /// started. Does nothing when it has ended. Between the look and the signal there is a gap of microseconds in which the
    /// id could be handed out anew; the kernel hands ids out in turn, so it would have to go round in that time.
    /// </summary>
    public static void Send(InstanceProcess process, int signal)
    {
        if (ProcFileSystem.IsAlive(process) && ProcFileSystem.Read(process.Pid) is { } stat)
            _ = Kill32(stat.Group == process.Pid ? -process.Pid : process.Pid, signal);
    }

    /// <summary>
    /// Kills what an ended process has left running in its group. While the group has members its number is not handed out
    /// again, so when no process has this id, the group is that of the ended one.
    /// </summary>
    public static void KillLeftBehind(InstanceProcess process)
    {
        if (process.BootId != ProcFileSystem.BootId)
            return;
        var leader = ProcFileSystem.Read(process.Pid);
        if (leader is null || (leader.HasEnded && leader.StartTime == process.StartTime))
            _ = Kill32(-process.Pid, Kill);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill32(int pid, int signal);
}
