using Portal.Client.Topics;

namespace Portal.Operations.Topics;

/// <param name="Items">What became of each event, in the order of the batch.</param>
internal sealed record PublishedBatch(IReadOnlyList<PublishedMessage> Items);
