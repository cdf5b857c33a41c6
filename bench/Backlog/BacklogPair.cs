namespace Bench;

/// <summary>A round with few messages waiting and one with many, right after it.</summary>
internal sealed record BacklogPair((PhaseRates Broker, PhaseRates Raw) Few, (PhaseRates Broker, PhaseRates Raw) Many)
{
    public override string ToString() =>
        $"publish {Few.Broker.PublishPerSecond:N0} → {Many.Broker.PublishPerSecond:N0}/s (raw {Few.Raw.PublishPerSecond:N0} → {Many.Raw.PublishPerSecond:N0}), "
        + $"deliver {Few.Broker.DeliverPerSecond:N0} → {Many.Broker.DeliverPerSecond:N0}/s (raw {Few.Raw.DeliverPerSecond:N0} → {Many.Raw.DeliverPerSecond:N0})";
}
