namespace Portal.Operations.DeadLetters;

/// <summary>Which failed dead letters a running operation will still replay: pages show them as <c>replaying</c>.</summary>
internal interface IReplaysInHand
{
    /// <summary>Those of <paramref name="ids"/> that will be.</summary>
    IReadOnlySet<long> Among(IReadOnlyCollection<long> ids);

    /// <summary>The highest ids below <paramref name="before"/>, descending.</summary>
    IReadOnlyList<long> Newest(int limit, long? before);
}
