namespace Messaging.Embedded;

/// <summary>Messages of one queue that came together and share a row of <c>batch_N</c> (<see cref="BatchTable"/>).</summary>
/// <param name="First">The sequence of the first of them, by which the row is found.</param>
/// <param name="Count">How many they were.</param>
internal sealed record Batch(long First, int Count);
