using System.Diagnostics;

namespace Bench;

internal static class ProcessCpu
{
    /// <summary>Processor time another process has used so far.</summary>
    public static TimeSpan Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
