using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.Compute.Processes;

/// <summary>
/// The instances that this portal process has started itself, for their exit codes: the kernel tells these to the parent
/// alone, and only while it lives.
/// </summary>
internal sealed class ChildProcesses : IDisposable
{
    private readonly ConcurrentDictionary<InstanceProcess, Process> _children = new();

    public void Add(InstanceProcess identity, Process process)
    {
        // A launch that was found rather than made leaves us with a launcher that has given way.
        if (process.Id != identity.Pid || !_children.TryAdd(identity, process))
            process.Dispose();
    }

    /// <summary>The exit code of a process that has ended, or null if it was not our child. Can be asked once.</summary>
    public async Task<int?> TakeExitCodeAsync(InstanceProcess identity, CancellationToken cancellationToken)
    {
        if (!_children.TryRemove(identity, out var process))
            return null;
        using (process)
        {
            // The kernel's news can be ahead of the runtime's.
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
    }

    /// <summary>Lets go of them; they go on.</summary>
    public void Dispose()
    {
        foreach (var process in _children.Values)
            process.Dispose();
        _children.Clear();
    }
}
