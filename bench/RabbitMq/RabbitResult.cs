using System.Text.Json.Nodes;

namespace Bench;

/// <param name="Portal">The embedded broker.</param>
/// <param name="Classic">A classic queue as it is by default.</param>
/// <param name="Classic2">A classic queue with version 2 of its storage.</param>
/// <param name="Quorum">A quorum queue of one member.</param>
internal sealed record RabbitResult(RoundResult Portal, RoundResult Classic, RoundResult Classic2, RoundResult Quorum)
{
    private double BestClassic => Math.Max(Classic.PerSecond, Classic2.PerSecond);

    private double Ratio => Portal.PerSecond / Math.Max(BestClassic, Quorum.PerSecond);

    /// <summary>The median of each, and of the ratios: the rounds are neighbours in time, the medians need not be.</summary>
    public static RabbitMedian MedianOf(IReadOnlyCollection<RabbitResult> rounds) => new(
        new RabbitResult(
            RoundResult.MedianOf([.. rounds.Select(r => r.Portal)]),
            RoundResult.MedianOf([.. rounds.Select(r => r.Classic)]),
            RoundResult.MedianOf([.. rounds.Select(r => r.Classic2)]),
            RoundResult.MedianOf([.. rounds.Select(r => r.Quorum)])),
        Median.Of(rounds.Select(r => r.Ratio)));

    public JsonObject ToJson(double ratio) => new()
    {
        ["portalPerSecond"] = Math.Round(Portal.PerSecond),
        ["classicPerSecond"] = Math.Round(BestClassic),
        ["quorumPerSecond"] = Math.Round(Quorum.PerSecond),
        ["ratioToBest"] = Math.Round(ratio, 2),
        ["classicDefaultPerSecond"] = Math.Round(Classic.PerSecond),
        ["classicVersion2PerSecond"] = Math.Round(Classic2.PerSecond),
        ["portalCpuMicroseconds"] = Math.Round(Portal.CpuMicroseconds, 1),
        ["classicCpuMicroseconds"] = Cpu(Classic),
        ["classicVersion2CpuMicroseconds"] = Cpu(Classic2),
        ["quorumCpuMicroseconds"] = Cpu(Quorum),
    };

    public override string ToString() =>
        $"portal {Portal.PerSecond:N0}/s ({Portal.CpuMicroseconds:0.0} µs CPU a message); classic {Text(Classic)}, version 2 {Text(Classic2)}; "
        + $"quorum {Text(Quorum)}; {Ratio:0.0} × the best";

    private static string Text(RoundResult round) =>
        $"{round.PerSecond:N0}/s ({round.ServerCpuMicroseconds:0} + client {round.CpuMicroseconds:0} µs)";

    private static JsonObject Cpu(RoundResult round) => new()
    {
        ["server"] = Math.Round(round.ServerCpuMicroseconds, 1),
        ["client"] = Math.Round(round.CpuMicroseconds, 1),
    };
}
