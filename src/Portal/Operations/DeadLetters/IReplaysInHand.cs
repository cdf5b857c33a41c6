namespace Portal.Operations.DeadLetters;

internal interface IReplaysInHand
{
    IReadOnlySet<long> Among(IReadOnlyCollection<long> ids);

    IReadOnlyList<long> Newest(int limit, long? before);
}
