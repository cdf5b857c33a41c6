using Portal.Client.Live;

namespace Portal.Client.Messages;

/// <summary>Something happened in a conversation: whoever shows it reads it again.</summary>
/// <param name="Id">The correlation id.</param>
/// <param name="Version">Grows with everything that happens.</param>
public sealed record JourneyPulse(string Id, long Version) : ILiveEntity;
