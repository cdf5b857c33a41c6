namespace Messaging.Embedded;

/// <summary>A row of <c>delayed_N</c>.</summary>
internal readonly record struct DelayedEntry(long Due, Entry Entry);
