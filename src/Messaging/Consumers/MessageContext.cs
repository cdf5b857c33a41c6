namespace Messaging;

/// <summary>A message being handled.</summary>
/// <param name="Queue">The queue it came from.</param>
/// <param name="Message">The message with all its headers.</param>
/// <param name="Handler">The handler's stable name: the inbox remembers (message id, handler).</param>
/// <param name="DeliveryCount">Which delivery this is, from 1.</param>
public sealed record MessageContext(string Queue, Message Message, string Handler, int DeliveryCount);
