namespace Vfs.PowerCut;

/// <summary>A message that a <see cref="Census"/> found in a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Message">The message.</param>
/// <param name="DeliveryCount">Which delivery this is.</param>
internal sealed record CountedMessage(string Queue, global::Messaging.Message Message, int DeliveryCount);
