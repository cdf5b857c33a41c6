namespace Messaging.Embedded;

/// <summary>What is to be read for a queue's window.</summary>
/// <param name="From">The last sequence the window has.</param>
/// <param name="To">The last sequence there is.</param>
/// <param name="Max">Messages to read.</param>
/// <param name="Generation">Tells whether the window was emptied meanwhile.</param>
internal readonly record struct ReadRange(long From, long To, int Max, long Generation);
