using System.Runtime.InteropServices;

namespace Bench;

/// <summary>
/// Calls at a steady rate, on a thread of its own, and never waits for what it called (an open loop): when it comes late it
/// makes up for it at once. The kernel's nanosleep, because the runtime's timers come in whole milliseconds.
/// </summary>
internal static partial class Pacer
{
    private const long Nanoseconds = 1_000_000_000;

    /// <param name="perSecond">Calls in a second.</param>
    /// <param name="calls">Calls in all.</param>
    /// <param name="call">Gets the timestamp at which it was due.</param>
    public static Task RunAsync(int perSecond, int calls, Action<long> call) =>
        Task.Factory.StartNew(() => Run(perSecond, calls, call), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(int perSecond, int calls, Action<long> call)
    {
        var frequency = TimeProvider.System.TimestampFrequency;
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            var due = start + (i * frequency / perSecond);
            for (var now = TimeProvider.System.GetTimestamp(); now < due; now = TimeProvider.System.GetTimestamp())
                Sleep((due - now) * Nanoseconds / frequency);
            call(due);
        }
    }

    private static void Sleep(long nanoseconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Yield();
            return;
        }

        var time = new TimeSpec((nint)(nanoseconds / Nanoseconds), (nint)(nanoseconds % Nanoseconds));
        _ = NanoSleep(in time, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec time, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
