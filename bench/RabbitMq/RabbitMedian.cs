using System.Text.Json.Nodes;

namespace Bench;

/// <param name="Rates">The median of each.</param>
/// <param name="RatioToBest">The median of the rounds' ratios: neighbours in time, where the medians of rates need not be.</param>
internal sealed record RabbitMedian(RabbitResult Rates, double RatioToBest)
{
    public JsonObject ToJson() => Rates.ToJson(RatioToBest);

    public override string ToString() => $"{Rates}; median of the rounds' ratios {RatioToBest:0.0}";
}
