namespace Bench;

/// <summary>A round with few messages waiting and one with many, right after it.</summary>
internal sealed record BacklogPair(BacklogRates Few, BacklogRates Many)
{
    public double PublishRatio => Many.Broker.PublishPerSecond / Few.Broker.PublishPerSecond;

    public double DeliverRatio => Many.Broker.DeliverPerSecond / Few.Broker.DeliverPerSecond;

    public double TogetherRatio => Many.TogetherPerSecond / Few.TogetherPerSecond;

    public double RawPublishRatio => Many.Raw.PublishPerSecond / Few.Raw.PublishPerSecond;

    public double RawDeliverRatio => Many.Raw.DeliverPerSecond / Few.Raw.DeliverPerSecond;

    public override string ToString() =>
        $"publish {Few.Broker.PublishPerSecond:N0} → {Many.Broker.PublishPerSecond:N0}/s (raw {Few.Raw.PublishPerSecond:N0} → {Many.Raw.PublishPerSecond:N0}), "
        + $"deliver {Few.Broker.DeliverPerSecond:N0} → {Many.Broker.DeliverPerSecond:N0}/s (raw {Few.Raw.DeliverPerSecond:N0} → {Many.Raw.DeliverPerSecond:N0}), "
        + $"together {Few.TogetherPerSecond:N0} → {Many.TogetherPerSecond:N0}/s";
}
