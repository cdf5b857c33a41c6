using System.Runtime.InteropServices;

namespace Bench;

internal static partial class Signals
{
    private const int SigTerm = 15;

    /// <summary>Asks a process of our own to end; no harm when it has.</summary>
    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
