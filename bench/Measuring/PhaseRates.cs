namespace Bench;

/// <param name="PublishPerSecond">While nothing was delivered.</param>
/// <param name="DeliverPerSecond">Delivered and acknowledged, while nothing was published.</param>
internal sealed record PhaseRates(double PublishPerSecond, double DeliverPerSecond);
