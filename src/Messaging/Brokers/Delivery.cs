namespace Messaging;

/// <summary>A message under lease.</summary>
/// <param name="Queue">The queue it came from.</param>
/// <param name="LeaseToken">Settles and renews the lease; a fencing token: worth nothing once the lease has ended.</param>
/// <param name="Message">The message.</param>
/// <param name="DeliveryCount">Which delivery this is, from 1, over the message's whole history.</param>
/// <param name="Attempt">Which attempt of the present allowance this is, from 1; a replay starts a new allowance.</param>
public sealed record Delivery(string Queue, string LeaseToken, Message Message, int DeliveryCount, int Attempt);
