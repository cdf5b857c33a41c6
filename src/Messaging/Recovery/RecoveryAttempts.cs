namespace Messaging;

/// <summary>How often a message was delivered by the time its handler threw.</summary>
/// <param name="Attempt">Which attempt of the present allowance failed, from 1; see <see cref="Delivery.Attempt"/>.</param>
/// <param name="MaxAttempts">How many the queue allows; see <see cref="QueueOptions.MaxDeliveryAttempts"/>.</param>
/// <param name="DeliveryCount">Which delivery of its whole history it was, from 1; see <see cref="Delivery.DeliveryCount"/>.</param>
public readonly record struct RecoveryAttempts(int Attempt, int MaxAttempts, int DeliveryCount);
