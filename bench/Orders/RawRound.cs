namespace Bench.Orders;

/// <param name="PerSecond">How many orders' worth of commits in a second.</param>
/// <param name="CpuMilliseconds">Processor time for one order's worth.</param>
internal sealed record RawRound(double PerSecond, double CpuMilliseconds);
