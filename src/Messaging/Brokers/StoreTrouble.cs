namespace Messaging;

/// <summary>Something that is wrong with a broker's store as a whole, for as long as it is.</summary>
/// <param name="Kind">What.</param>
/// <param name="Since">Since when.</param>
public sealed record StoreTrouble(StoreTroubleKind Kind, DateTimeOffset Since);
