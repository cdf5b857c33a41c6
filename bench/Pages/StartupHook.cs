using System.IO.Pipes;
using System.Runtime;

/// <summary>
/// Loaded into the portal by <c>DOTNET_STARTUP_HOOKS</c>, so that its managed memory can be asked for: whoever connects to the pipe gets
/// the bytes that are alive after a full collection. The name and place are what the runtime looks for.
/// </summary>
internal static class StartupHook
{
    public const string PipeVariable = "BENCH_MEMORY_PIPE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PipeVariable) is { Length: > 0 } name)
            new Thread(() => Answer(name)) { IsBackground = true, Name = "bench memory" }.Start();
    }

    private static void Answer(string name)
    {
        while (true)
        {
            using var pipe = new NamedPipeServerStream(name, PipeDirection.Out, 1);
            pipe.WaitForConnection();
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            pipe.Write(BitConverter.GetBytes(GC.GetTotalMemory(false)));
        }
    }
}
