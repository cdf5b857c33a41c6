namespace Bench.Http;

/// <param name="Requests">That were answered.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Milliseconds that half of them took at most.</param>
/// <param name="P99">Milliseconds that 99 of 100 took at most.</param>
/// <param name="Max">Milliseconds of the slowest.</param>
/// <param name="Errors">Answers that were not 2xx, and connections that broke.</param>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99, double Max, long Errors)
{
    public override string ToString() => $"{PerSecond,7:N0}/s, p50 {P50,5:0.0} ms, p99 {P99,5:0.0} ms, max {Max,6:0.0} ms, {Errors} errors";
}
