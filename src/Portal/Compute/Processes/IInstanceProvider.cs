namespace Portal.Compute.Processes;

/// <summary>
/// Makes instances real. Every call may be repeated, at any time and by another process than the first one: a worker that
/// was killed in the middle of it, at whatever line, comes again with the same arguments.
/// </summary>
internal interface IInstanceProvider
{
    /// <summary>The names of the allow-list; the first is the default.</summary>
    IReadOnlyList<string> Workloads { get; }

    /// <summary>
    /// Starts the instance's process, or finds the one that this very launch has started before: a launch happens once at most.
    /// The process may have ended again already.
    /// </summary>
    /// <exception cref="LaunchFailedException">Nothing was started, and the reason is for people to read.</exception>
    Task<InstanceProcess> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the processes of all launches up to <paramref name="upTo"/>; none of these will ever begin afterwards. False when
    /// one still runs, which only <see cref="StopMode.Ask"/> can answer.
    /// </summary>
    /// <exception cref="TimeoutException">A process does not die even of SIGKILL (it hangs in the kernel).</exception>
    Task<bool> StopAsync(string instanceId, long upTo, StopMode mode, CancellationToken cancellationToken);

    /// <summary>Removes all that a stopped instance keeps.</summary>
    void Remove(string instanceId);

    /// <summary>Completes when the process has ended; at once if it has already.</summary>
    Task<ProcessExit> WaitForExitAsync(InstanceProcess process, CancellationToken cancellationToken);

    /// <summary>The file that holds what the instance prints; it need not exist.</summary>
    string LogPath(string instanceId);

    /// <summary>Keeps what the instance writes within its bounds; cheap when it is.</summary>
    void TrimLog(string instanceId);
}
