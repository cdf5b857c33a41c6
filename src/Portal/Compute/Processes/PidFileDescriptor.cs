using System.Runtime.InteropServices;

namespace Portal.Compute.Processes;

/// <summary>
/// The few calls of libc around pidfds (Linux 5.3): a file descriptor of a process that becomes readable when it ends, be it
/// our child or not, reaped or not.
/// </summary>
internal static class PidFileDescriptor
{
    public const short Readable = 1;

    // The same number on every architecture.
    private const long SysPidFdOpen = 434;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    /// <summary>A descriptor, or -1: no such process, no such call, or no descriptors left.</summary>
    public static int Open(int pid) => (int)Syscall(SysPidFdOpen, pid, 0);

    /// <summary>A counter to wake <see cref="Poll(PollEntry[])"/> with.</summary>
    public static int OpenEvent()
    {
        var descriptor = EventFd(0, CloseOnExec | NonBlocking);
        return descriptor >= 0 ? descriptor : throw new IOException($"eventfd failed, errno {Marshal.GetLastPInvokeError()}.");
    }

    public static void Signal(int @event)
    {
        var one = 1UL;
        _ = Write(@event, ref one, sizeof(ulong));
    }

    public static void Reset(int @event) => _ = Read(@event, out _, sizeof(ulong));

    /// <summary>Waits until one of the descriptors is readable; may also return without cause.</summary>
    public static void Poll(PollEntry[] entries) => _ = Poll(entries, (nuint)entries.Length, -1);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long Syscall(long number, long pid, long flags);

    [DllImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EventFd(uint initial, int flags);

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, ref ulong value, nint length);

    [DllImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int descriptor, out ulong value, nint length);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] PollEntry[] entries, nuint count, int timeoutMilliseconds);
}
