namespace Messaging;

/// <summary>What the consumers of one queue have to do at one moment.</summary>
/// <param name="Ready">Messages that wait to be handled.</param>
/// <param name="OldestWait">How long the first of them has waited.</param>
/// <param name="Busy">Consumers that are handling one.</param>
/// <param name="HandlingTime">How long handling one takes, on average; zero when that is not known yet.</param>
/// <param name="Current">Consumers there are.</param>
internal readonly record struct ConsumerLoad(long Ready, TimeSpan OldestWait, int Busy, TimeSpan HandlingTime, int Current);
