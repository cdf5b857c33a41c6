using Portal.Client.Live;

namespace Portal.Client.Instances;

/// <summary>What an instance's processes use: its own and all that it has started.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Version">Grows with every sample.</param>
/// <param name="At">When it was measured.</param>
/// <param name="CpuPercent">Since the sample before; 100 is one processor. Null in the first sample.</param>
/// <param name="ResidentBytes">Memory in use, what processes share counted for each.</param>
/// <param name="Processes">How many there are.</param>
public sealed record ProcessFigures(
    string Id, long Version, DateTimeOffset At, double? CpuPercent, long ResidentBytes, int Processes) : ILiveEntity;
