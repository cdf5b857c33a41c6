namespace Portal.Compute.Figures;

/// <summary>What one process group uses at a moment.</summary>
internal sealed record GroupUsage(long CpuTicks, long ResidentPages, int Processes);
