namespace Bench;

/// <summary>Seconds from the call of Open to the first message received; medians of three.</summary>
/// <param name="Clean">After a close, page cache warm.</param>
/// <param name="Killed">After kill -9 under load, page cache warm.</param>
/// <param name="ColdSeconds">After a close, the files not in the page cache, once; NaN where that cannot be made.</param>
/// <param name="ResidentMb">The most memory resident in a process that opened, published and delivered.</param>
internal sealed record RestartTimes(double Clean, double Killed, double ColdSeconds, double ResidentMb);
