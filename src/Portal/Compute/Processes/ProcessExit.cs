namespace Portal.Compute.Processes;

/// <summary>The end of a process.</summary>
/// <param name="ExitCode">Its exit code (128 + the signal that killed it); null when it was not started by this portal process.</param>
/// <param name="MachineRestarted">It ended because the machine did.</param>
internal sealed record ProcessExit(int? ExitCode, bool MachineRestarted);
