namespace Bench;

/// <param name="Broker">The median of the rounds.</param>
/// <param name="ReferencePerSecond">The median of the reference's.</param>
/// <param name="Ratio">The median of the rounds' ratios.</param>
internal sealed record BrokerCaseResult(RoundResult Broker, double ReferencePerSecond, double Ratio)
{
    public static BrokerCaseResult Of(IReadOnlyCollection<(RoundResult Broker, double Reference)> rounds) => new(
        RoundResult.MedianOf([.. rounds.Select(r => r.Broker)]),
        Median.Of(rounds.Select(r => r.Reference)),
        Median.Of(rounds.Select(r => r.Broker.PerSecond / r.Reference)));
}
