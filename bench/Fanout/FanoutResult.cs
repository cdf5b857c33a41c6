namespace Bench;

/// <summary>Events a second, each to ten queues, by <see cref="FanoutWay"/>.</summary>
internal sealed record FanoutResult(double Topic, double TenCalls, double OneCall, double Ratio, double RatioToOneCall)
{
    public static FanoutResult MedianOf(IReadOnlyCollection<FanoutResult> rounds) => new(
        Median.Of(rounds.Select(r => r.Topic)),
        Median.Of(rounds.Select(r => r.TenCalls)),
        Median.Of(rounds.Select(r => r.OneCall)),
        Median.Of(rounds.Select(r => r.Ratio)),
        Median.Of(rounds.Select(r => r.RatioToOneCall)));

    public override string ToString() =>
        $"topic {Topic:N0} events/s, ten sends {TenCalls:N0}/s, ten sends in one call {OneCall:N0}/s; ratio {Ratio:0.00} (to one call {RatioToOneCall:0.00})";
}
