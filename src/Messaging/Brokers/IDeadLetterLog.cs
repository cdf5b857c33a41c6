namespace Messaging;

/// <summary>
/// What changed among the dead letters, for whoever keeps an index of them beside the broker. It is read after the commit, on a
/// connection of its own, and costs those who publish and acknowledge nothing. Positions grow and are durable: an index that stores
/// the position up to which it has applied the changes, in the transaction in which it applies them, misses nothing.
/// </summary>
public interface IDeadLetterLog
{
    /// <summary>The most bytes of a body in a <see cref="DeadLetterExcerpt"/>: 16 KiB.</summary>
    const int MaxBodyBytes = 16 * 1024;

    /// <summary>Identifies the store: one that has another id has other dead letters.</summary>
    string StoreId { get; }

    /// <summary>The position of the newest change; 0 for none.</summary>
    Task<long> PositionAsync(CancellationToken cancellationToken = default);

    /// <summary>The next up to <paramref name="max"/> changes, 1 to 5,000, after a position, as one consistent state.</summary>
    Task<DeadLetterChanges> ReadAsync(long after, int max, CancellationToken cancellationToken = default);

    /// <summary>
    /// Up to <paramref name="max"/> dead letters, 1 to 5,000, with a higher id, by id, whatever changed; to build an index anew. Take the
    /// position before the first call, and go on with <see cref="ReadAsync"/> from there after the last.
    /// </summary>
    Task<IReadOnlyList<DeadLetterChange>> ScanAsync(long afterId, int max, CancellationToken cancellationToken = default);
}
