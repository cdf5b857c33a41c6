namespace Bench;

/// <param name="Broker">In turns: publishing alone, delivering alone.</param>
/// <param name="TogetherPerSecond">Messages published, delivered and acknowledged, all at the same time.</param>
/// <param name="Raw">The reference in turns: inserting alone, reading and deleting alone.</param>
internal sealed record BacklogRates(PhaseRates Broker, double TogetherPerSecond, PhaseRates Raw);
