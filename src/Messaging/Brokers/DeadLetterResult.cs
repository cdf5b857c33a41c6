namespace Messaging;

/// <summary>What became of one of many dead letters.</summary>
/// <param name="Id">Which.</param>
/// <param name="Letter">As it is now; null when it was refused, or deleted.</param>
/// <param name="Refusal">Why nothing was changed, or null.</param>
/// <param name="WasAlready">This very <see cref="DeadLetterAction.Operation"/> had done it before, and nothing was changed now.</param>
public sealed record DeadLetterResult(long Id, DeadLetter? Letter, BrokerException? Refusal, bool WasAlready);
