namespace Portal.Operations.DeadLetters;

/// <summary>
/// Which dead letters an operation that is not over will still deal with: pages show those it will replay as <c>replaying</c>, and
/// retention leaves all of them alone.
/// </summary>
internal interface IReplaysInHand
{
    /// <summary>Those of <paramref name="ids"/> that will be.</summary>
    IReadOnlySet<long> Among(IReadOnlyCollection<long> ids);

    /// <summary>Those of <paramref name="ids"/> that an operation, whatever it does, has still to deal with.</summary>
    IReadOnlySet<long> Held(IReadOnlyCollection<long> ids);

    /// <summary>The highest ids below <paramref name="before"/>, descending.</summary>
    IReadOnlyList<long> Newest(int limit, long? before);
}
