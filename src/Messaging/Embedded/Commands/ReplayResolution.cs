namespace Messaging.Embedded;

/// <summary>A message that was replayed and has been handled resolves its dead letter.</summary>
internal static class ReplayResolution
{
    /// <summary>The dead letter as it now is, or null when the message was no replay.</summary>
    public static DeadLetter? Resolve(BrokerStore store, QueueState queue, Entry entry, StoreClock clock) =>
        entry.MayBeReplay && store.DeadLetters.Find(queue.Name, entry.Message.Id) is { Status: DeadLetterStatus.Replayed } letter
            ? store.DeadLetters.SetStatus(letter, DeadLetterStatus.Resolved, clock.Now, null)
            : null;
}
