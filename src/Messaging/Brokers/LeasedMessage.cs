namespace Messaging;

/// <summary>A message that somebody has under lease.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="DeliveryCount">Which delivery this is, from 1, over the message's whole history.</param>
/// <param name="Attempt">Which attempt of the present allowance this is, from 1.</param>
/// <param name="Since">When it was handed out.</param>
/// <param name="Ends">When the lease ends unless it is renewed.</param>
public sealed record LeasedMessage(
    long Sequence, string MessageId, string Type, int DeliveryCount, int Attempt, DateTimeOffset Since, DateTimeOffset Ends);
