namespace Bench;

/// <summary>Milliseconds from when a message was due to its handler, and from when the sender came to it.</summary>
internal sealed record LatencyResult(
    double P50, double P95, double P99, double Max, double SentP50, double SentP99, double PerSecond, double CpuMicroseconds)
{
    public static LatencyResult MedianOf(IReadOnlyCollection<LatencyResult> rounds) => new(
        Median.Of(rounds.Select(r => r.P50)),
        Median.Of(rounds.Select(r => r.P95)),
        Median.Of(rounds.Select(r => r.P99)),
        Median.Of(rounds.Select(r => r.Max)),
        Median.Of(rounds.Select(r => r.SentP50)),
        Median.Of(rounds.Select(r => r.SentP99)),
        Median.Of(rounds.Select(r => r.PerSecond)),
        Median.Of(rounds.Select(r => r.CpuMicroseconds)));

    public override string ToString() =>
        $"p50 {P50:0.00}, p95 {P95:0.00}, p99 {P99:0.00}, max {Max:0.0} ms at {PerSecond:N0}/s "
        + $"(from the call itself: p50 {SentP50:0.00}, p99 {SentP99:0.00}), {CpuMicroseconds:0} µs CPU a message";
}
