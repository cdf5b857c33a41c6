namespace Messaging.Embedded;

/// <summary>A message that was replayed and has been handled resolves its dead letter.</summary>
internal static class ReplayResolution
{
    /// <summary>The dead letter as it now is, or null when the message was no replay.</summary>
    public static DeadLetter? Resolve(BrokerStore store, QueueState queue, Entry entry, StoreClock clock) =>
        Replayed(store, queue, entry) is { } letter
            ? store.DeadLetters.Settle(letter, DeadLetterStatus.Resolved, "resolved", null, clock.Now)
            : null;

    /// <summary>The dead letter whose replay this message is, or null.</summary>
    public static DeadLetter? Replayed(BrokerStore store, QueueState queue, Entry entry) =>
        entry.MayBeReplay && store.DeadLetters.Find(queue.Name, entry.Message.Id) is { Status: DeadLetterStatus.Replayed } letter ? letter : null;
}
