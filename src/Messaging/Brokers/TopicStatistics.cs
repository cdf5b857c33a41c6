namespace Messaging;

/// <summary>What came to a topic.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Published">Events since the broker was opened.</param>
/// <param name="Unwanted">Those of them that no subscription wanted.</param>
/// <param name="UnwantedTypes">The same by type; the first 100 types.</param>
public sealed record TopicStatistics(string Topic, long Published, long Unwanted, IReadOnlyDictionary<string, long> UnwantedTypes);
