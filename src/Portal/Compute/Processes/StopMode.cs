namespace Portal.Compute.Processes;

/// <summary>How a process is brought to its end.</summary>
internal enum StopMode
{
    /// <summary>SIGTERM, the grace period, then SIGKILL if <see cref="Setup.ComputeOptions.KillAfterGrace"/> allows it.</summary>
    Ask,

    /// <summary>SIGTERM, the grace period, then SIGKILL.</summary>
    AskThenKill,

    /// <summary>SIGKILL.</summary>
    Kill,
}
